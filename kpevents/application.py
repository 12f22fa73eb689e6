"""Where everything is put together. Nothing imports this but app.py and the tests."""

from pathlib import Path

import jinja2
from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from kpevents.cli import background, backups, data, demo, mail, serve, upkeep, users
from kpevents.infra import i18n, logs
from kpevents.infra.db import db, engine_options
from kpevents.infra.settings import Settings
from kpevents.web import (
    addresses,
    assets,
    calendar_files,
    choices,
    errors,
    flags,
    headers,
    language,
    navigation,
    requests,
    session,
)
from kpevents.web.accounts import asking, enrolment, first, links, moving, safety
from kpevents.web.accounts import own as account
from kpevents.web.accounts import views as accounts
from kpevents.web.calendars import views as calendars
from kpevents.web.delegations import views as delegations
from kpevents.web.desk import views as desk
from kpevents.web.feeds import views as feeds
from kpevents.web.health import views as health
from kpevents.web.hosting import chairmanship, offers
from kpevents.web.hosting import views as hosting
from kpevents.web.journal import views as journal
from kpevents.web.meetings import views as meetings
from kpevents.web.outbox import views as outbox
from kpevents.web.papers import desk as desk_papers
from kpevents.web.papers import desk_list as paper_list
from kpevents.web.papers import views as papers
from kpevents.web.partners import views as partners
from kpevents.web.people import acts as people_acts
from kpevents.web.people import everybody as people
from kpevents.web.people import requests as account_requests
from kpevents.web.people import views as person
from kpevents.web.public import views as public
from kpevents.web.records import overview as records
from kpevents.web.scheduling import listing as planned
from kpevents.web.scheduling import views as scheduling

PACKAGE = Path(__file__).parent
ROOT = PACKAGE.parent
BLUEPRINTS = (
    public.blueprint,
    meetings.blueprint,
    calendars.blueprint,
    partners.blueprint,
    papers.blueprint,
    desk_papers.blueprint,
    paper_list.blueprint,
    feeds.blueprint,
    health.blueprint,
    accounts.blueprint,
    enrolment.blueprint,
    first.blueprint,
    account.blueprint,
    safety.blueprint,
    moving.blueprint,
    asking.blueprint,
    links.blueprint,
    people.blueprint,
    person.blueprint,
    people_acts.blueprint,
    account_requests.blueprint,
    desk.blueprint,
    journal.blueprint,
    scheduling.blueprint,
    planned.blueprint,
    outbox.blueprint,
    records.blueprint,
    hosting.blueprint,
    offers.blueprint,
    chairmanship.blueprint,
    delegations.blueprint,
)
COMMANDS = (
    data.commands,
    demo.commands,
    users.commands,
    mail.commands,
    serve.serve,
    background.worker,
    upkeep.check,
    backups.backup,
    backups.restore,
)


def create_app(settings: Settings) -> Flask:
    """The whole application. Reads nothing but its settings; opens no connection yet."""
    app = Flask(
        __name__,
        template_folder=ROOT / "templates",
        static_folder=ROOT / "static",
        instance_path=str(settings.instance.resolve()),
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        COMPRESS_ALGORITHM=["gzip"],
        COMPRESS_LEVEL=5,
        COMPRESS_MIMETYPES=["text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"],
        MAX_CONTENT_LENGTH=2**20,
    )
    app.extensions["settings"] = settings
    app.jinja_options = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    logs.configure()
    db.init_app(app)
    Migrate(app, db, str(PACKAGE / "migrations"))
    i18n.init_app(app)
    language.init_app(app)
    requests.init_app(app)
    session.init_app(app)
    Compress(app)
    for ground in (headers, errors, addresses, assets, choices, flags, navigation, calendar_files):
        ground.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app

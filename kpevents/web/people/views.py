"""An invitation, and the page of one person: what they may do."""

from dataclasses import replace

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kpevents.core.errors import NotFound
from kpevents.core.policy import Permission
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people, roles
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.models import User, UserGrant
from kpevents.features.notifications import accounts as letters
from kpevents.infra import clock
from kpevents.web.addresses import address
from kpevents.web.forms import Form
from kpevents.web.guards import permitted
from kpevents.web.people.acts import acts_on
from kpevents.web.people.fields import offer
from kpevents.web.people.forms import LastDayForm, NameForm, PersonForm, RoleForm
from kpevents.web.people.listing import name_of, state_of
from kpevents.web.pressing import sent
from kpevents.web.reading import reading
from kpevents.web.role_words import held_roles
from kpevents.web.session import actor

blueprint = Blueprint("person", __name__, url_prefix="/desk/people")

_PERSON = "<int:person_id>"
_GRANT = "<int:grant_id>"


def _invitation(form: PersonForm) -> str:
    return render_template("people/new.html", form=form)


@blueprint.get("/new")
@permitted(Permission.MANAGE_PEOPLE)
def new() -> ResponseReturnValue:
    form = PersonForm()
    form.roles.offer = offer(reading())
    return _invitation(form)


@blueprint.post("/new")
@permitted(Permission.MANAGE_PEOPLE)
def invite() -> ResponseReturnValue:
    form = PersonForm()
    form.roles.offer = offer(reading())

    def act() -> str:
        person, now = Person(form.email.data, form.name.data, form.language.data), clock.now()
        user = people.invite(person, form.roles.data, by=actor(), now=now)
        letters.invite(user, now=now)
        return address("person.index", person_id=user.id)

    return sent(form, act, lambda: _invitation(form))


@blueprint.get(f"/{_PERSON}/")
@permitted(Permission.MANAGE_PEOPLE)
def index(person_id: int) -> ResponseReturnValue:
    return _page(queries.get(person_id))


def _page(user: User, role_form: RoleForm | None = None, refused: Form | None = None) -> str:
    """``refused``: another form of the page, of which something was wrong."""
    form = role_form or RoleForm(formdata=None)
    form.roles.offer = offer(reading())
    return render_template(
        "people/person.html",
        user=user,
        name=name_of(user),
        state=state_of(user),
        roles=held_roles(user.grants, reading()),
        form=form,
        refused=refused or form,
        acts=acts_on(user),
    )


@blueprint.get(f"/{_PERSON}/name")
@permitted(Permission.MANAGE_PEOPLE)
def name(person_id: int) -> ResponseReturnValue:
    user = _not_erased(person_id)
    return render_template("people/name.html", form=NameForm(obj=user), user=user)


@blueprint.post(f"/{_PERSON}/name")
@permitted(Permission.MANAGE_PEOPLE)
def rename(person_id: int) -> ResponseReturnValue:
    user, form = _not_erased(person_id), NameForm()

    def act() -> str:
        people.rename(_not_erased(person_id), form.name.data, form.language.data, by=actor(), now=clock.now())
        return address("person.index", person_id=person_id)

    return sent(form, act, lambda: render_template("people/name.html", form=form, user=user))


def _not_erased(person_id: int) -> User:
    """Raises NotFound."""
    user = queries.get(person_id)
    if user.erased_at:
        raise NotFound()
    return user


@blueprint.post(f"/{_PERSON}/roles")
@permitted(Permission.MANAGE_PEOPLE)
def give_role(person_id: int) -> ResponseReturnValue:
    user, form = _not_erased(person_id), RoleForm()
    form.roles.offer = offer(reading())

    def act() -> str:
        for given in form.roles.data:
            roles.grant(_not_erased(person_id), given, by=actor(), now=clock.now())
        return address("person.index", person_id=person_id)

    return sent(form, act, lambda: _page(user, role_form=form))


def _grant(user: User, grant_id: int) -> UserGrant:
    """Raises NotFound for a role of somebody else."""
    found = next((each for each in user.grants if each.id == grant_id), None)
    if found is None:
        raise NotFound()
    return found


@blueprint.post(f"/{_PERSON}/roles/{_GRANT}/end")
@permitted(Permission.MANAGE_PEOPLE)
def take_role(person_id: int, grant_id: int) -> ResponseReturnValue:
    form = Form()

    def act() -> str:
        roles.take_back(queries.get(person_id), grant_id, by=actor(), now=clock.now())
        return address("person.index", person_id=person_id)

    return sent(form, act, lambda: _page(queries.get(person_id), refused=form))


@blueprint.post(f"/{_PERSON}/roles/{_GRANT}/last-day")
@permitted(Permission.MANAGE_PEOPLE)
def move_last_day(person_id: int, grant_id: int) -> ResponseReturnValue:
    user, form = queries.get(person_id), LastDayForm()
    if _grant(user, grant_id).ends_on is None:
        raise NotFound()

    def act() -> str:
        user = queries.get(person_id)
        given = queries.given(_grant(user, grant_id))
        roles.grant(user, replace(given, ends_on=form.ends_on.day), by=actor(), now=clock.now())
        return address("person.index", person_id=person_id)

    return sent(form, act, lambda: _page(queries.get(person_id), refused=form))

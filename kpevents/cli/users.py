"""``flask users ...``: accounts made at the machine itself."""

import sys
from datetime import date, datetime

import click
from flask.cli import AppGroup

from kpevents.cli.plainly import plainly
from kpevents.core.errors import NotFound, RuleBroken
from kpevents.core.policy import OF_A_MEETING, OF_A_PARTNER, Actor, Role
from kpevents.core.text import N_, has_controls
from kpevents.features.accounts.actions import people
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.rules import AFTER_THE_MEETING, Given, normal_address
from kpevents.features.meetings import whole as meetings
from kpevents.features.partners import queries as partners
from kpevents.infra import clock, mailboxes, migrations
from kpevents.infra.db import unit_of_work

commands = AppGroup("users", help="Accounts.")

BY_THE_COMMAND = Actor(None, N_("the command users create"))
ROLES: dict[str, Role] = {str(role).replace("_", "-"): role for role in Role}


@commands.command()
@click.option("--email", required=True, help="The address, which is the user name.")
@click.option("--name", required=True, help="What the person is called.")
@click.option("--role", "role_name", type=click.Choice(list(ROLES)), required=True)
@click.option("--partner", "code", help="Of a focal point or deputy: the partner's code, such as ke.")
@click.option("--meeting", "slug", help="Of a host liaison: the word in the meeting's address.")
@click.option(
    "--ends-on", type=click.DateTime(["%Y-%m-%d"]),
    help="Of a host liaison: the last day; else 30 days after the meeting.",
)  # fmt: skip
@click.option("--password-stdin", is_flag=True, required=True, help="The password is read from standard input.")
@plainly
def create(
    email: str, name: str, role_name: str, code: str | None, slug: str | None, ends_on: datetime | None,
    password_stdin: bool,
) -> None:  # fmt: skip
    """An account that is ready to sign in."""
    if not migrations.are_done():
        raise click.ClickException("The database is not migrated: run `flask --app app db upgrade`.")
    person = Person(_address(email), _name(name))
    password = _password()
    try:
        with unit_of_work():
            given = _given(ROLES[role_name], code, slug, ends_on.date() if ends_on else None)
            people.create(person, password, [given], by=BY_THE_COMMAND, now=clock.now())
    except RuleBroken as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{person.email} can sign in as {role_name}.")


def _password() -> str:
    """The first line of standard input."""
    try:
        return sys.stdin.buffer.readline().decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.ClickException("--password-stdin: the password is not written in UTF-8.") from error


def _address(email: str) -> str:
    """As the forms take it. Raises ClickException."""
    try:
        return normal_address(mailboxes.checked(email.strip()))
    except ValueError as error:
        raise click.ClickException(f"--email: {email!r} is not an e-mail address.") from error


def _name(name: str) -> str:
    if has_controls(name) or len(name.strip().splitlines()) != 1 or len(name) > 200:
        raise click.ClickException("--name: give a name of at most 200 letters, in one line.")
    return name.strip()


def _given(role: Role, code: str | None, slug: str | None, ends_on: date | None) -> Given:
    """Says which option is missing or names nothing. Whether they fit together is the rule's to say."""
    partner = _partner(code) if code or role in OF_A_PARTNER else None
    meeting, last_day = _meeting(slug) if slug or role in OF_A_MEETING else (None, None)
    return Given(role, partner, meeting, ends_on or (last_day and last_day + AFTER_THE_MEETING))


def _partner(code: str | None) -> int:
    found = next((partner.id for partner in partners.every() if partner.code == (code or "").lower()), None)
    if found is None:
        raise click.ClickException(f"--partner: there is no partner {code or ''!r}. Give its code, such as ke or auc.")
    return found


def _meeting(slug: str | None) -> tuple[int, date]:
    """Its id, and the last day on which it may still be held."""
    try:
        found = meetings.named(slug or "")
    except NotFound as error:
        raise click.ClickException(f"--meeting: there is no meeting {slug or ''!r}.") from error
    return found.id, found.list_until

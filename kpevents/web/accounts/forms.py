"""What is asked of whoever signs in, or changes their own account."""

from typing import Any

from wtforms import EmailField, HiddenField, PasswordField

from kpevents.core.text import N_, Sentence
from kpevents.features.accounts.rules import LONGEST
from kpevents.web.forms import Address, Clean, Form, Needed, language_of_mail, line, prose, stripped

NO_ADDRESS = N_("Give an e-mail address.")
NO_PASSWORD = N_("Give the password.")
NO_CODE = N_("Give the code.")


E_MAIL = N_("E-mail address")


def address_field(label: Sentence = E_MAIL) -> Any:
    return EmailField(label, [Needed(NO_ADDRESS), Clean(254), Address()], filters=[stripped])


def password_field(label: Sentence, needed: Sentence = NO_PASSWORD) -> Any:
    """Neither stripped nor cut: every character counts."""
    return PasswordField(label, [Needed(needed), Clean(LONGEST * 8)])


class SignInForm(Form):
    email = address_field()
    password = password_field(N_("Password"))
    next = HiddenField(default="")


class SecondFactorForm(Form):
    code = line(N_("Code"), 40, NO_CODE)
    next = HiddenField(default="")


class PasswordForm(Form):
    """A new password, and the one before to show that it is the same person."""

    password = password_field(N_("Password until now"))
    new_password = password_field(N_("New password"), N_("Give the new password."))


class ConfirmForm(Form):
    """The password once more, before something that matters (ASVS 5.0, 7.5.1)."""

    password = password_field(N_("Password"))


class FullConfirmForm(ConfirmForm):
    """And the second factor of who has one: before a change of what opens the account."""

    code = line(N_("Code of your phone"), 40)


class NewPasswordForm(Form):
    """Behind a link that came by mail."""

    new_password = password_field(N_("New password"), N_("Give the new password."))


class FirstAdministratorForm(Form):
    email = address_field()
    name = line(N_("Name"), 200, N_("Give your name."))
    new_password = password_field(N_("Password"))


class AddressForm(Form):
    """Another address, confirmed at both."""

    email = address_field(N_("New e-mail address"))
    password = password_field(N_("Password"))
    code = line(N_("Code of your phone"), 40)


class ForgottenForm(Form):
    email = address_field()


class RequestForm(Form):
    email = address_field()
    name = line(N_("Name"), 200, N_("Give your name."))
    organisation = line(N_("Ministry or organisation"), 200, N_("Say for whom you work."))
    words = prose(N_("What you need the account for"), 2000)


class ProfileForm(Form):
    name = line(N_("Name"), 200, N_("Give your name."))
    language = language_of_mail(N_("Language of mail to you"))


class Pressed(Form):
    """A button alone."""

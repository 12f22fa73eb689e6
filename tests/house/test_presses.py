"""A button that is pressed twice does its work once: whatever is sent goes through the press of its form."""

import inspect
import re
from functools import partial
from types import FunctionType, ModuleType

import pytest

ONCE = re.compile(r"\b(sent|pressed|acted|once)\(")
"""Those that work once for a form: the others lead to one of them."""

WITHOUT = {
    "accounts.sign_in_send": "signing in twice is being signed in",
    "accounts.second_factor_send": "a code is good once by itself",
    "accounts.sign_out": "signing out twice is being signed out",
    "enrolment.enrol_send": "a code is good once by itself, and what it shows is shown once",
}


def leads_to_a_press(function, seen: set[str]) -> bool:
    """Whether it, or what it calls of the web's functions, works once for a form."""
    function = inspect.unwrap(function)
    source = inspect.getsource(function)
    if ONCE.search(source):
        return True
    names = set(re.findall(r"\b((?:[a-z_]+\.)?[a-z_]+)\(", source)) - seen
    seen |= names
    return any(leads_to_a_press(each, seen) for each in map(partial(named, function), names) if is_of_the_web(each))


def named(function, name: str):
    module, _, attribute = name.rpartition(".")
    """What it means there; of what stands for the request nobody may ask outside one."""
    known = function.__globals__
    if not module:
        return known.get(attribute)
    return getattr(known.get(module), attribute, None) if type(known.get(module)) is ModuleType else None


def is_of_the_web(each) -> bool:
    return type(each) is FunctionType and each.__module__.startswith("kpevents.web")


def test_every_form_works_once(app):
    sending = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    forgotten = [name for name in sorted(sending) if not leads_to_a_press(app.view_functions[name], set())]
    assert forgotten == sorted(WITHOUT)


@pytest.mark.parametrize("name", WITHOUT)
def test_exceptions_are_views_that_there_are(app, name):
    assert name in app.view_functions

"""Templates compile, name pages that exist, and send their token."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError, nodes

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(app, name):
    assert app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_post_form_carries_its_token(name):
    forms = re.findall(r"<form\b.*?</form>", (TEMPLATES / name).read_text(), re.DOTALL)
    assert [form for form in forms if 'method="post"' in form and not re.search(r"csrf_token|hidden\(", form)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_endpoint_named_exists(app, name):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    calls = app.jinja_env.parse((TEMPLATES / name).read_text()).find_all(nodes.Call)
    asked = [call.args[0] for call in calls if getattr(call.node, "name", "") == "url_for"]
    named = {each.value for each in asked if isinstance(each, nodes.Const)}
    assert named - endpoints == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_style_and_no_script_stands_in_a_page(name):
    text = (TEMPLATES / name).read_text()
    assert re.findall(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=|javascript:", text) == []


def test_a_name_that_is_missing_is_an_error(app):
    page = app.jinja_env.from_string("{{ nothing_of_this_name }}")
    with pytest.raises(UndefinedError, match="'nothing_of_this_name' is undefined"):
        page.render()

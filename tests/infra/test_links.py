"""Secret links: read by whoever made them, for what they were made, as long as they live."""

from datetime import timedelta

import pytest

from kpevents.core.links import LIVES, Bearer, LinkRefused, Purpose
from kpevents.infra.links import Links
from tests.times import NOW

LINKS = Links("a key of this installation, long enough")
TOKEN = LINKS.make(Purpose.RESET_PASSWORD, 7, 3, now=NOW)


@pytest.mark.parametrize("purpose", Purpose)
def test_link_names_whom_it_is_for_until_its_life_is_over(purpose):
    token = LINKS.make(purpose, 7, 3, now=NOW)
    assert LINKS.read(purpose, token, now=NOW) == Bearer(7, 3)
    assert LINKS.read(purpose, token, now=NOW + LIVES[purpose]) == Bearer(7, 3)
    with pytest.raises(LinkRefused):
        LINKS.read(purpose, token, now=NOW + LIVES[purpose] + timedelta(seconds=1))


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.RESET_PASSWORD])
def test_link_for_one_purpose_opens_nothing_else(purpose):
    with pytest.raises(LinkRefused):
        LINKS.read(purpose, TOKEN, now=NOW)


@pytest.mark.parametrize(
    "token",
    [
        "",
        ".",
        "..",
        TOKEN[:-1],
        TOKEN + "A",
        "X" + TOKEN[1:],
        TOKEN.replace(".", "", 1),
        Links("another key, of another installation").make(Purpose.RESET_PASSWORD, 7, 3, now=NOW),
        TOKEN * 10,
        "é" + TOKEN,
        "\x00",
        "\udc80",
        ".".join(["A" * 20] * 3),
    ],
)
def test_what_was_not_made_here_is_refused_in_the_same_words(token):
    with pytest.raises(LinkRefused) as refused:
        LINKS.read(Purpose.RESET_PASSWORD, token, now=NOW)
    assert str(refused.value) == LinkRefused.message


def test_link_fits_on_a_line_of_mail():
    assert len(LINKS.make(Purpose.CONFIRM_NEW_ADDRESS, 2**31, 2**31, now=NOW)) < 90

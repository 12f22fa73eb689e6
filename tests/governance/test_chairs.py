"""Who chaired on which day: from terms, never from a meeting's role."""

from datetime import date

import pytest

from kpevents.core.timespan import Certainty
from kpevents.features.governance.queries import governance
from kpevents.features.partners.queries import roll
from kpevents.features.revisions.queries import current

YES, MAYBE = Certainty.YES, Certainty.MAYBE


@pytest.mark.parametrize(
    ("day", "chairs"),
    [
        (date(2014, 11, 27), []),
        (date(2015, 6, 1), [("eg", MAYBE)]),
        (date(2016, 5, 1), [("gb", MAYBE)]),
        (date(2017, 5, 1), [("et", YES)]),
        (date(2018, 5, 8), [("it", YES)]),
        (date(2019, 10, 23), [("er", YES)]),
        (date(2020, 3, 1), [("er", YES)]),
        (date(2021, 5, 26), [("nl", YES)]),
        (date(2022, 3, 15), [("nl", YES)]),
        (date(2022, 3, 22), [("nl", MAYBE), ("ss", MAYBE)]),
        (date(2022, 3, 24), [("ss", YES)]),
        (date(2023, 10, 4), [("de", YES)]),
        (date(2024, 6, 1), [("eg", YES)]),
        (date(2025, 4, 8), [("eg", YES)]),
        (date(2025, 4, 9), [("fr", YES)]),
        (date(2026, 3, 2), [("fr", YES)]),
    ],
    ids=str,
)
def test_chair_of_a_day_is_read_from_the_terms(reader, day, chairs):
    revision = current()
    partners = roll(revision).by_id
    found = [(partners[term.partner_id].code, certain) for term, certain in governance(revision).chairs_on(day)]
    assert found == chairs


@pytest.mark.parametrize(
    ("day", "recorded", "members"),
    [
        (date(2015, 1, 1), None, 0),
        (date(2018, 1, 1), "2016", 10),
        (date(2021, 5, 26), "2019", 10),
        (date(2026, 3, 2), "2025", 15),
    ],
    ids=str,
)
def test_committee_of_a_day_is_the_latest_record_before_it(reader, day, recorded, members):
    when, terms = governance(current()).committee_on(day)
    assert (str(when) if when else None, len(terms)) == (recorded, members)


def test_snapshot_of_the_committee_is_no_term(reader):
    committee = governance(current()).committee
    assert [t.key for t in committee if t.seen_on and (t.starts or t.ends or t.ongoing)] == []


def test_page_of_a_day_names_its_chair(reader):
    page = reader.get("/governance/?on=2021-05-26")
    assert "The Netherlands" in page.text
    assert "In the chair since 4–5 March 2020." in page.text


@pytest.mark.parametrize("on", ["2021-13-01", "yesterday", "2021-02-30", "<script>", "1" * 500])
def test_what_is_no_day_is_refused_in_words(reader, on):
    page = reader.get("/governance/", query_string={"on": on})
    assert page.status_code == 400
    assert "is not a day. Write it as 2021-05-26." in page.text

"""Meetings that are still to come on 2 March 2026, each in another state: the real facts end before."""

from datetime import date, time

from sqlalchemy import select

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.models import MeetingType
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db, unit_of_work
from tests.factories import make_meeting, make_role, settle, whole

NAIROBI = Trilingual(en="Nairobi", fr="Nairobi", ar="نيروبي")


def announce() -> None:
    """Into a database that has the real facts."""
    for make in (_with_hours, _with_uneven_hours, _online, _cancelled, _restricted, _by_month):
        settle(make())


def _type(slug: str) -> int:
    return db.session.scalars(select(MeetingType.id).where(MeetingType.slug == slug)).one()


def _partner(code: str) -> Partner:
    return db.session.scalars(select(Partner).where(Partner.code == code)).one()


def _with_hours():
    meeting = make_meeting(
        slug="coming-with-hours",
        title=Trilingual(
            en="Return and Reintegration: What Lasts",
            fr="Retour et réintégration : ce qui dure",
            ar="العودة وإعادة الإدماج: ما يدوم",
        ),
        summary=Trilingual(
            en="What became of people five years after their return, and what helped them.",
            fr="Ce que sont devenues les personnes cinq ans après leur retour, et ce qui les a aidées.",
            ar="ما آل إليه حال العائدين بعد خمس سنوات من عودتهم، وما أعانهم.",
        ),
        type_id=_type("thematic-meeting"),
        first_day=date(2026, 4, 14),
        hours=(time(9), time(16, 30)),
        city=NAIROBI,
        country="ke",
        building=Trilingual(
            en="Kenyatta International Convention Centre",
            fr="Centre international de conférences Kenyatta",
            ar="مركز كينياتا الدولي للمؤتمرات",
        ),
        interpretation=("en", "fr", "ar"),
    )
    make_role(meeting, _partner("ke"))
    make_role(meeting, _partner("de"), RoleName.CO_HOST)
    with unit_of_work():
        for position, role in enumerate(whole(meeting.id).roles):
            role.position = position
    return meeting


def _with_uneven_hours():
    """On its first day it begins in Nairobi when New York still writes the day before."""
    meeting = make_meeting(
        slug="coming-with-uneven-hours",
        title=Trilingual(
            en="Training for Border Officers",
            fr="Formation pour les agents aux frontières",
            ar="تدريب موظفي الحدود",
        ),
        type_id=_type("training"),
        first_day=date(2026, 4, 20),
        city=NAIROBI,
        country="ke",
    )
    with unit_of_work():
        first, second = whole(meeting.id).days
        first.begins, first.ends = time(6), time(12)
        second.begins, second.ends = time(10), time(13, 30)
    make_role(meeting, _partner("ke"))
    return meeting


def _online():
    meeting = make_meeting(
        slug="coming-online",
        title=Trilingual(
            en="Data on Mixed Migration", fr="Données sur la migration mixte", ar="بيانات الهجرة المختلطة"
        ),
        type_id=_type("webinar"),
        format=Format.ONLINE,
        first_day=date(2026, 5, 6),
        days=1,
        hours=(time(14), time(15, 30)),
        zone="Europe/Brussels",
    )
    make_role(meeting, None, RoleName.ORGANISER)
    return meeting


def _cancelled():
    meeting = make_meeting(
        slug="coming-cancelled",
        title=Trilingual(
            en="Workshop on Identity Documents",
            fr="Atelier sur les documents d’identité",
            ar="ورشة عمل عن وثائق الهوية",
        ),
        notice=Trilingual(
            en="Cancelled on 20 February 2026: the host asks for another year.",
            fr="Annulé le 20 février 2026 : l’hôte demande une autre année.",
            ar="أُلغيت في ٢٠ فبراير ٢٠٢٦: طلب البلد المضيف سنة أخرى.",
        ),
        status=Status.CANCELLED,
        type_id=_type("thematic-workshop"),
        first_day=date(2026, 4, 28),
        days=3,
        city=Trilingual(en="Djibouti", fr="Djibouti", ar="جيبوتي"),
        country="dj",
        zone="Africa/Djibouti",
    )
    make_role(meeting, _partner("dj"))
    return meeting


def _restricted():
    return make_meeting(
        slug="coming-restricted",
        title=Trilingual(en="Steering Committee", fr="Comité de pilotage", ar="اللجنة التوجيهية"),
        summary=Trilingual(en="What nobody outside may read."),
        visibility=Visibility.RESTRICTED,
        type_id=_type("steering-committee"),
        first_day=date(2026, 6, 9),
        days=1,
        city=NAIROBI,
        country="ke",
    )


def _by_month():
    meeting = make_meeting(
        slug="coming-month",
        title=Trilingual(
            en="Senior Officials’ Meeting", fr="Réunion des hauts fonctionnaires", ar="اجتماع كبار المسؤولين"
        ),
        status=Status.SAVE_THE_DATE,
        type_id=_type("senior-officials-meeting"),
        date_precision=Precision.MONTH,
        loosely=PartialDate(2026, 10),
        first_day=None,
        city=Trilingual(en="Addis Ababa", fr="Addis-Abeba", ar="أديس أبابا"),
        country="et",
        zone="Africa/Addis_Ababa",
    )
    make_role(meeting, _partner("et"))
    return meeting

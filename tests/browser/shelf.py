"""Papers and photos of the meetings that the browser opens."""

from sqlalchemy import select

from kpevents.core.text import Trilingual
from kpevents.features.meetings.models import Meeting
from kpevents.features.papers.rules import Kind
from kpevents.infra.db import db
from tests.papers.making import add, office, photo

CAPTION = Trilingual(
    en="The heads of delegation after the opening session",
    fr="Les chefs de délégation après la séance d’ouverture",
    ar="رؤساء الوفود بعد الجلسة الافتتاحية",
)
NOTE = Trilingual(
    en="Talent and skills mobility partnerships to match labour market needs",
    fr="Partenariats de mobilité des talents et des compétences",
    ar="شراكات تنقل المواهب والمهارات",
)


def fill() -> None:
    """Into a database that has the real facts."""
    meeting = db.session.scalars(select(Meeting).filter_by(slug="tm-legalpathways-mombasa-2022")).one()
    for language in ("en", "fr", "ar"):
        add(meeting, language=language, title=NOTE)
    add(meeting, kind=Kind.AGENDA)
    add(meeting, office("ppt/presentation.xml"), kind=Kind.PRESENTATION, title=Trilingual(en="Mobility in figures"))
    for number in range(14):
        size = (1600, 1200) if number % 3 else (900, 1400)
        add(meeting, photo(size), kind=Kind.PHOTO, caption=CAPTION, credit="Ada")

"""The least that anybody could do with Flask, and the least with Flask and SQLAlchemy: what ours is held against."""

from datetime import date, timedelta
from pathlib import Path

from flask import Flask, render_template
from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ROWS = 1_000
ON_A_PAGE = 25


def hello() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "Hello, World!", endpoint="hello")
    return app


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    title: Mapped[str] = mapped_column(String(120))
    town: Mapped[str] = mapped_column(String(60))
    country: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(30))


def bare(database: str) -> Flask:
    """A page of the newest rows and nothing else: no language, no filter, no layout, not even compressed."""
    app, engine = Flask(__name__), create_engine(f"sqlite:///{database}")

    def page() -> str:
        with Session(engine) as session:
            rows = session.scalars(select(Row).order_by(Row.day.desc()).limit(ON_A_PAGE)).all()
            return render_template("rows.html", rows=rows)

    app.add_url_rule("/", view_func=page, endpoint="page")
    return app


def make_rows(database: Path) -> None:
    engine = create_engine(f"sqlite:///{database}")
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all(_row(number) for number in range(ROWS))
    engine.dispose()


def _row(number: int) -> Row:
    return Row(
        day=date(2015, 1, 1) + timedelta(days=3 * number),
        title=f"Thematic meeting number {number} on a subject of its own",
        town=("Khartoum", "Nairobi", "Valletta", "Rome")[number % 4],
        country=("SD", "KE", "MT", "IT")[number % 4],
        kind=("Meeting", "Workshop", "Training")[number % 3],
    )

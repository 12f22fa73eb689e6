"""The house as data: its floors from the ground up, and what may be done in one place only."""

FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(floor.split())
    for floor in (
        "core",
        "infra",
        "migrations",
        "features.revisions features.journal features.records features.presses",
        "features.partners features.pages features.outbox",
        "features.accounts",
        "features.meetings",
        "features.governance features.calendars features.papers",
        "features.hosting features.notifications",
        "features.facts features.demo features.backups",
        "web cli",
        "application",
    )
)
"""A package imports only what stands below it."""

PURE = ("core", "rules", "zones", "clocks", "invention", "plan", "soundness", "copying", "lifecycle", "pairing")
"""Packages and module names that may import the standard library and one another, and nothing else."""

FLASK = ("flask", "werkzeug", "wtforms")
FLASK_MAY_BE_NAMED_IN = ("infra.db", "infra.i18n", "web", "cli", "application")

ONLY_IN = {
    "datetime.now": ("infra.clock",),
    "date.today": (),
    "os.environ": ("infra.settings",),
    "current_app.config": (),
    "session.commit": (),
    "session.rollback": ("infra",),
    "unit_of_work": ("infra.db", "web", "cli"),
    "select": ("features", "infra.limits"),
    "Meeting.announced": ("features.meetings", "features.calendars"),
    "JournalLine": ("features.journal", "web.journal.telling"),
}
"""Words of the code, and the packages that may use them."""

WRITTEN_BY_TOOLS = "migrations.versions"

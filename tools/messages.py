"""New sentences of the code and the pages into the catalogues, for translators: ``make messages``.

The catalogues name no person and no moment, so that they change only when a sentence does.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
METHODS = [("kpevents/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "lazy_gettext": None}
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: KP Events\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def written() -> Catalog:
    """All sentences there are, in the order in which they stand."""
    template = Catalog()
    for _, _, sentence, _, _ in extract_from_dir(str(ROOT), METHODS, keywords=KEYWORDS):
        template.add(sentence)
    return template


def update(language: str) -> int:
    """Adds what is new, drops what is gone; gives how many sentences wait for a translator."""
    path = ROOT / "kpevents" / "locale" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.update(written(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plurals=catalogue.plural_forms).encode())
        write_po(file, catalogue, width=110, omit_header=True, no_location=True)
    return sum(not any(message.string or "") for message in catalogue if message.id)


if __name__ == "__main__":
    for language in ("fr", "ar"):
        print(f"{language}: {update(language)} sentences to translate")

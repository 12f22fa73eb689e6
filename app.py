"""The WSGI entry point: ``flask`` commands and any WSGI server look for ``app`` here."""

from kpevents.application import create_app
from kpevents.infra.settings import Settings, SettingsError

try:
    app = create_app(Settings.from_environment())
except SettingsError as error:
    raise SystemExit(f"Error: {error}") from error

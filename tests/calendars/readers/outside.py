"""Readers in other languages: a script beside this file, run with the calendar on its standard input."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from tests.calendars.readers.shape import Read, from_json

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SABRE = Path("/usr/share/php/Sabre/VObject/autoload.php")
NPM_INSTALL = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]


def node_reader(script: str) -> Callable[[bytes], list[Read]]:
    """A reader that runs a script with node; raises LookupError with the reason where it cannot."""
    node = shutil.which("node")
    if node is None:
        raise LookupError("node is not installed")
    # UTC, because ts-ics counts days in the zone of the machine and would trip over that zone's summer time.
    environment = {"NODE_PATH": str(node_modules()), "NODE_NO_WARNINGS": "1", "TZ": "UTC"}
    return partial(_run, [node, str(HERE / script)], environment)


def sabre_reader() -> Callable[[bytes], list[Read]]:
    """A reader that runs sabre/vobject with PHP; raises LookupError where Debian's packages are not there."""
    php = shutil.which("php")
    if php is None or not SABRE.is_file():
        raise LookupError("php-cli or php-sabre-vobject is not installed")
    return partial(_run, [php, str(HERE / "sabre.php")], {})


def node_modules() -> Path:
    """The folder of package.json's packages, installed into the virtual environment if it is not there yet.

    It is named by the hash of package.json, so another list of packages is another folder. Raises LookupError
    with the reason where npm is missing or fails.
    """
    wanted = (HERE / "package.json").read_bytes()
    folder = _environment() / "readers" / sha256(wanted).hexdigest()[:12]
    if not folder.is_dir() and (failure := _install(wanted, folder)):
        raise LookupError(failure)
    return folder / "node_modules"


def _environment() -> Path:
    return Path(sys.prefix) if sys.prefix != sys.base_prefix else ROOT / ".venv"


@cache
def _install(wanted: bytes, folder: Path) -> str | None:
    """Installs aside and renames: several test processes may be at it at once, and one of them is first.

    Gives what went wrong, if anything did; kept, so that a machine without a network waits for it once.
    """
    if shutil.which("npm") is None:
        return "npm is not installed"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as name:
        aside = Path(name) / folder.name
        aside.mkdir()
        (aside / "package.json").write_bytes(wanted)
        try:
            subprocess.run(NPM_INSTALL, cwd=aside, capture_output=True, text=True, timeout=180, check=True)
            aside.rename(folder)
        except subprocess.CalledProcessError as failed:
            return f"npm install failed: {failed.stderr.strip()[:100]}"
        except (subprocess.TimeoutExpired, OSError) as failed:
            return None if folder.is_dir() else f"npm install failed: {failed}"
    return None


def _run(command: list[str], extra: dict[str, str], data: bytes) -> list[Read]:
    done = subprocess.run(
        command, input=data, env={**os.environ, **extra}, capture_output=True, timeout=60, check=False
    )
    if done.returncode or done.stderr:
        raise ValueError(f"{command[-1]}: {done.stderr.decode(errors='replace').strip()}")
    return from_json(done.stdout)

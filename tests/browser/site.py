"""The product in a process of its own, on Monday 2 March 2026: ``python -m tests.browser.site SOCKET FOLDER``.

It serves on the listening socket that it is handed, until its standard input ends. So it ends with whoever began it.
"""

import sys
from pathlib import Path
from socket import socket
from threading import Thread

from werkzeug.serving import make_server

from kpevents.features.calendars import actions as calendars
from kpevents.features.calendars.queries import Release
from kpevents.infra import clock
from kpevents.infra.db import db, unit_of_work
from tests import databases
from tests.browser import coming, officers, shelf
from tests.times import NOW


def main(listening: socket, folder: Path) -> None:
    address = "http://{}:{}".format(*listening.getsockname())
    clock.now = lambda: NOW
    with databases.fresh_database("sqlite", folder) as url:
        app = databases.app_on(url, folder, base_url=address, require_second_factor=False)
        with app.app_context():
            databases.load_facts()
            coming.announce()
            shelf.fill()
            officers.come_in()
            with unit_of_work():
                calendars.prepare(Release(address), now=NOW)
            db.session.remove()
        serve(app, listening)


def serve(app, listening: socket) -> None:
    server = make_server(*listening.getsockname(), app, threaded=True, fd=listening.fileno())
    Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    try:
        main(socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
    finally:
        databases.clean_up()

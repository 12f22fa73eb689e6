"""The server's worker processes: gunicorn's, with one answer of our own."""

import signal
import socket
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

_TOO_LONG = """<!doctype html><html lang="en"><meta charset="utf-8"><title>KP Events</title>
<h1>This address cannot be read</h1><p>It is too long. Search for fewer words.</p>
<h1 lang="fr">Cette adresse est illisible</h1><p lang="fr">Elle est trop longue. Cherchez moins de mots.</p>
<h1 lang="ar" dir="rtl">لا يمكن قراءة هذا العنوان</h1><p lang="ar" dir="rtl">العنوان طويل جدًا. ابحثوا عن كلمات أقل.</p>
<p><a href="/">KP Events</a></p></html>
""".encode()

_ANSWER = (
    b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
    b"Content-Length: %d\r\n\r\n" % len(_TOO_LONG)
) + _TOO_LONG


class Worker(ThreadWorker):  # type: ignore[misc]
    """An address longer than the server reads never reaches the product: the page for it is here, in all languages.

    Ctrl-C reaches every process of the group. The arbiter answers it, and tells the workers; asked by both at once, a
    worker of gunicorn's can wait for its own lock, and is killed after ten seconds.
    """

    def init_signals(self) -> None:
        super().init_signals()
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        if isinstance(exc, LimitRequestLine):
            client.sendall(_ANSWER)
            return
        super().handle_error(req, client, addr, exc)

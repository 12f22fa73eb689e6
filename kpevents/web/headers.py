"""What every answer says to browsers about what it may do: nothing that it does not need."""

from flask import Flask, Response, request

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No inline script, no inline style. ``data:`` is the arrow of a select and the empty icon."""

_ALWAYS = (
    ("Content-Security-Policy", _POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
)
_SECURE = ("Strict-Transport-Security", "max-age=31536000")


def init_app(app: Flask) -> None:
    app.after_request(_say)


def unkept(page: str) -> Response:
    """A page with a secret in it: no browser and no proxy keeps a copy."""
    response = Response(page, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _say(response: Response) -> Response:
    headers = response.headers
    for name, value in _ALWAYS:
        if name not in headers:
            headers[name] = value
    if request.is_secure:
        headers[_SECURE[0]] = _SECURE[1]
    if "Cache-Control" not in headers and response.mimetype == "text/html":
        headers["Cache-Control"] = "private, no-cache"
    return response

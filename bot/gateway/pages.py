"""The chat page and the files it needs."""

from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"

# Nothing but our own files may run, load, or frame these pages.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def chat(request: web.Request) -> web.FileResponse:
    """The chat page."""
    return web.FileResponse(STATIC / "chat.html", headers={"Cache-Control": "no-cache"})


async def secure(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on every response; what clients and coaches read is never cached."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # our own files are asked about each time, so that a page never mixes two releases
    caching = "no-cache" if request.path.startswith("/static/") else "no-store"
    response.headers.setdefault("Cache-Control", caching)
    response.headers.pop("Server", None)


def setup(app: web.Application) -> None:
    """Serve the chat page at `/` and its files under `/static/`."""
    app.router.add_get("/", chat)
    app.router.add_static("/static/", STATIC)
    app.on_response_prepare.append(secure)

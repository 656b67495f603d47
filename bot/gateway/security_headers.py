"""Security headers (Content-Security-Policy and others) and Cache-Control, on every response of the application."""

from aiohttp import web

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


async def add(request: web.Request, response: web.StreamResponse) -> None:
    """Add the security headers and, unless the handler set one, Cache-Control; for `app.on_response_prepare`."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # our own files are revalidated each time, so that a page never mixes two releases; all else is client data
    caching = "no-cache" if request.path.startswith("/static/") else "no-store"
    response.headers.setdefault("Cache-Control", caching)
    response.headers.pop("Server", None)

"""The chat page and its static files."""

from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"


async def chat(request: web.Request) -> web.FileResponse:
    """The chat page, revalidated at each visit."""
    return web.FileResponse(STATIC / "chat.html", headers={"Cache-Control": "no-cache"})


def setup(app: web.Application) -> None:
    """Serve the chat page at `/` and its files under `/static/`."""
    app.router.add_get("/", chat)
    app.router.add_static("/static/", STATIC)

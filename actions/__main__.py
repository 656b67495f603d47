"""Command line of the action server: `python -m actions` runs it, `python -m actions --list` lists it as JSON."""

import json
import logging
import sys

from aiohttp import web

from actions.navigation.registry import FLOWS
from actions.server import executor, init_app
from bot.settings import settings


def main() -> None:
    """Run the server on loopback until it is stopped; with `--list`, print the actions and each form's questions."""
    if "--list" in sys.argv[1:]:
        questions = {form: list(flow.questions) for form, flow in FLOWS.items()}
        print(json.dumps({"actions": sorted(executor().actions), "questions": questions}))
        return
    logging.basicConfig(level=settings().log_level, format="%(levelname)s %(name)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)  # it logs every action's name at each start
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if not settings().service_token:
        print("No service token is set: the actions work on an empty sandbox, for `rasa shell`.", flush=True)
    web.run_app(init_app(), host="127.0.0.1", port=settings().actions_port, access_log=None, print=lambda *_: None)


if __name__ == "__main__":
    main()

"""The coach console: server-rendered pages for coaches, mounted under /coach/, a room for each noun.

Imports `bot.care`, `bot.library` and `bot.settings`; only `bot.app` imports it.
"""

from bot.console.app import setup

__all__ = ["setup"]

"""The coach console: server-rendered pages under /coach/; imports `bot.care`, `bot.library` and `bot.settings`.

There is a room for each noun (`accounts`, `safety`, `bookings`, `records`). Only `bot.app` imports the console.
"""

from bot.console.app import setup

__all__ = ["setup"]

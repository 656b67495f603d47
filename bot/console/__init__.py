"""The coach console: what coaches see, mounted under /coach/."""

from bot.console.app import setup

__all__ = ["setup"]

"""Reflections: what an answer is about, and what is said of it before the next question is asked."""

from bot.listening.reflections.reflect import Reflection, Summary, reflect, summarize

__all__ = ["Reflection", "Summary", "reflect", "summarize"]

"""Reflections: what an answer is about, and what is said of it before the next question is asked."""

from bot.listening.reflections.reflect import Reflection, reflect

__all__ = ["Reflection", "reflect"]

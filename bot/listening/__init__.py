"""The listener: what a client's message does, part by part, at the question that is open.

A message is cut into parts (spans), each with a dialogue act relative to that question: an answer to it, a question, a
correction, a wish, a complaint, a greeting, a goodbye, a fact, or nothing. A small network tags every word with the
question in front (sequence tagging); the best run of parts is found by dynamic programming. Nothing is lost by a wrong
cut: whoever uses the parts keeps the whole message.
"""

from bot.listening.listener import Listener, listener
from bot.listening.parts import KINDS, ROLES, Part

__all__ = ["KINDS", "ROLES", "Listener", "Part", "listener"]

"""Context: what surrounds a match and takes it back or adds to it.

Imports `bot.triage.text`, `bot.triage.rules`, `bot.triage.model`.
"""

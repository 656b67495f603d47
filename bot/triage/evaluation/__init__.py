"""Evaluation: recall and false alarms of triage on held-out messages (`landfall eval`).

Imports `bot.triage` from outside, as the gateway does, and `bot.triage.examples`, `bot.triage.model`.
"""

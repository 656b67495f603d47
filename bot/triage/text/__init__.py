"""Text: chat language normalised, parsed and matched.

Imports `bot.triage.rules` (what is looked for) and `bot.triage.model`.
"""

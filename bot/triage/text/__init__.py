"""Text: chat language normalised, parsed, and matched by the rules.

`normalization` makes sentences of regular words, with the tables of `spellings.yml`; `parser` is spaCy's dependency
parser; `matches` finds where a rule matches. Imports `bot.triage.rules` and `bot.triage.model`.
"""

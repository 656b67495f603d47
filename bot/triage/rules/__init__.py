"""Rules: patterns of words and of grammar, one file per topic; `ALL` is every one of them.

Imports `bot.triage.model`.
"""

from bot.triage.rules import (
    abuse,
    harm_to_others,
    hopelessness,
    medical,
    misuse,
    person,
    psychosis,
    self_harm,
    states,
    suicide,
    third_party,
)
from bot.triage.rules.base import Rule

ALL: tuple[Rule, ...] = (
    *suicide.RULES,
    *self_harm.RULES,
    *hopelessness.RULES,
    *harm_to_others.RULES,
    *abuse.RULES,
    *medical.RULES,
    *misuse.RULES,
    *psychosis.RULES,
    *states.RULES,
    *third_party.RULES,
    *person.RULES,
)

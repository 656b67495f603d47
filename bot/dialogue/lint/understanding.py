"""Lint of intents, rules and actions: names are unambiguous, each intent has a rule, safety rules always apply."""

from collections.abc import Iterator

from bot.dialogue.lint.dialogue import SAFETY, Dialogue, parts

LIBRARY_QUESTION = "ask_library"  # answered from the library, and by no response of its own
WELCOME_BACK = "Welcome back"  # how the rule's name begins
BUILT_IN_ACTIONS = frozenset({"action_listen", "action_deactivate_loop", "action_default_fallback"})


def distress_has_one_rule(it: Dialogue) -> Iterator[str]:
    """Each safety intent has exactly one rule, without a condition."""
    for intent in SAFETY:
        rules = [rule for rule in it.rules if any(step.get("intent") == intent for step in parts(rule))]
        if len(rules) != 1:
            yield f"{intent} needs exactly one rule, and has {len(rules)}."
        for rule in rules:
            if rule.get("condition") or rule.get("conversation_start"):
                yield f'The rule "{rule["rule"]}" for {intent} must not have a condition.'


def intents_can_be_told_apart(it: Dialogue) -> Iterator[str]:
    """No intent's name is a prefix of another's, which Rasa would confuse; each typed intent has examples."""
    for intent in it.intents:
        for other in it.intents:
            if other != intent and other.startswith(intent):
                yield f"The intent {intent} is the beginning of {other}: rename one of them."
        if intent not in it.never_typed and not it.examples.get(intent):
            yield f"The intent {intent} has no examples in data/nlu."
    for intent in it.examples:
        if intent not in it.intents:
            yield f"data/nlu has examples for {intent}, which the domain does not know."


def every_intent_is_in_the_table(it: Dialogue) -> Iterator[str]:
    """Each intent has an entry in `data/listening.yml`; one without would be taken for an answer."""
    for intent in it.intents:
        if intent not in it.table:
            yield f"data/listening.yml has no entry for {intent}: say what it is for the listener."
    for intent in it.table:
        if intent not in it.intents:
            yield f"data/listening.yml has an entry for {intent}, which the domain does not know."


def questions_can_come_first(it: Dialogue) -> Iterator[str]:
    """Each intent of the kind `question` is in the rule that welcomes back, which also says where the client was."""
    rules = [rule for rule in it.rules if str(rule["rule"]).startswith(WELCOME_BACK)]
    welcomed = {step.get("intent") for rule in rules for step in parts(rule)}
    for intent, row in it.table.items():
        if row.kind == "question" and intent not in welcomed:
            yield (
                f'The rule "{WELCOME_BACK}" in data/rules/navigation.yml does not name {intent}: '
                "who comes back and asks that first would not hear where they were."
            )
    for intent in sorted(filter(None, welcomed)):
        if intent.startswith("ask_") and intent != LIBRARY_QUESTION and f"utter_{intent}" not in it.responses:
            yield f"Who comes back and asks {intent} first hears utter_{intent}, which does not exist."


def every_intent_is_answered(it: Dialogue) -> Iterator[str]:
    """Each intent has a rule, and each rule's intent exists."""
    used = {step["intent"] for _, step in it.steps if "intent" in step}
    for intent in sorted(set(it.intents) - used):
        yield f"No rule says what happens on {intent}."
    for intent in sorted(used - set(it.intents)):
        yield f"A rule uses the intent {intent}, which the domain does not know."


def actions_exist(it: Dialogue) -> Iterator[str]:
    """The domain's actions are those of the action server, and rules use only what exists."""
    here, there = set(it.actions), set(it.known["actions"])
    for name in sorted(here - there):
        yield f"The domain names the action {name}, and actions/ has none of that name."
    for name in sorted(there - here):
        yield f"actions/ has the action {name}, and the domain does not name it."
    usable = here | set(it.responses) | set(it.forms) | BUILT_IN_ACTIONS
    for rule, step in it.steps:
        if "action" in step and step["action"] not in usable:
            yield f'The rule "{rule}" uses {step["action"]}, which does not exist.'

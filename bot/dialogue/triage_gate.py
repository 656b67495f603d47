"""Triage gate, the last one: distress overrides every other intent, at any point of the conversation."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.gates import Gate, metadata_of, overrule

WORRYING = {"imminent": "safety_imminent", "high": "safety_high", "elevated": "safety_elevated"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TriageGate(Gate):
    """Overrides the intent with a safety intent where the gateway's triage found a tier.

    A missing tier means a message that did not come through the gateway, and so was never triaged: it stays as it is,
    because without the gateway there is no client either. In the plain Rasa commands `gateway_metadata` triages it, so
    that distress shows there too. A tier with an unknown name counts as elevated.
    """

    def judge(self, message: Message) -> None:
        tier = metadata_of(message).get("tier") or "none"
        if tier != "none":
            overrule(message, WORRYING.get(tier, "safety_elevated"))

"""Triage gate, the last one: distress overrides every other intent, at any point of the conversation."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.gates import Gate, intent_of, is_button, metadata_of, overrule
from bot.dialogue.part_reader import PARTS
from bot.listening.parts import SURE_BESIDE

ASKS_FOR_HUMAN = "asks_for_human"  # a category of triage
WANTS_PERSON = "wants_person"
PERSON = "person"  # the kind of wish that the listener hears
WORRYING = {"imminent": "safety_imminent", "high": "safety_high", "elevated": "safety_elevated"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class TriageGate(Gate):
    """Overrides the intent with a safety intent where the gateway's triage found a tier.

    A missing tier means a message that did not come through the gateway, and so was never triaged: it stays as it is,
    because without the gateway there is no client either. In the plain Rasa commands `gateway_metadata` triages it, so
    that distress shows there too. A tier with an unknown name counts as elevated. A `silent` message is one that the
    safety conversation answers: the dialogue only keeps its words.
    """

    def judge(self, message: Message) -> None:
        metadata = metadata_of(message)
        tier = metadata.get("tier") or "none"
        if tier != "none" and list(metadata.get("categories") or []) == [ASKS_FOR_HUMAN] and not metadata.get("silent"):
            if not is_button(message) and not _is_beside_an_answer(message):
                overrule(message, WANTS_PERSON)  # no distress: the coaching goes on, and a person is told
        elif tier != "none" or metadata.get("silent"):
            overrule(message, WORRYING.get(tier, "safety_elevated"))


def _is_beside_an_answer(message: Message) -> bool:
    """Whether the wish for a person stands beside an answer: both are served, the wish first."""
    parts = message.get(PARTS) or ()
    served = any(part["kind"] == PERSON and part["intent"] and part["sure"] >= SURE_BESIDE for part in parts)
    return served and intent_of(message)[0] == "answer"

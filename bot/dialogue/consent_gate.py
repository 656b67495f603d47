"""Consent gate: until a client has agreed and is 18 or older, only the opening and requests for help go on."""

import re

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.gates import LIBRARY_QUESTION, Gate, intent_of, metadata_of, overrule

NEEDS_CONSENT = "needs_consent"
UNDER_AGE = "under_age"
_AGE_OF_A_MINOR = re.compile(r"^\W*(?:i'?m |i am )?(?:[1-9]|1[0-7])(?: years old| yo)?\W*$", re.IGNORECASE)
BEFORE_CONSENT = frozenset(
    {
        "open_chat",
        "agree",
        "affirm",
        "decline",
        "deny",
        "under_age",
        "tell_me_more",
        "wants_person",
        "emergency_help",
        "goodbye",
    }
)
MEANT = "meant"  # the entity that tells the action which intent was overridden


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConsentGate(Gate):
    """Overrides the intent with `needs_consent`. It fails closed: only `consented: true` from the gateway opens it.

    The gateway reads consent from the database. In the plain Rasa commands `gateway_metadata` assumes consent; in a
    process with the service token it never does.
    """

    def judge(self, message: Message) -> None:
        if metadata_of(message).get("consented") is True:
            return
        if _AGE_OF_A_MINOR.match(message.get(TEXT) or ""):  # before consent a number can only be an age
            overrule(message, UNDER_AGE)
            return
        intent, _ = intent_of(message)
        if intent not in BEFORE_CONSENT:
            found = [] if intent != LIBRARY_QUESTION else message.get("entities") or []
            overrule(message, NEEDS_CONSENT)
            # a question may still be answered, before consent is asked for again
            message.set("entities", [{"entity": MEANT, "value": intent}, *found], add_to_output=True)

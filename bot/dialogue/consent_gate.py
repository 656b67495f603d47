"""The gate that keeps the door: nothing but the opening goes on before a client has agreed and is 18 or older."""

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.gates import Gate, intent_of, metadata_of, overrule

NEEDS_CONSENT = "needs_consent"
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
MEANT = "meant"  # the entity that tells the action what the message would have been


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ConsentGate(Gate):
    """Fails closed: only an explicit `consented: true` from the gateway, which reads the database, opens it."""

    def judge(self, message: Message) -> None:
        if metadata_of(message).get("consented") is True:
            return
        intent, _ = intent_of(message)
        if intent not in BEFORE_CONSENT:
            overrule(message, NEEDS_CONSENT)
            # a question may still be answered, before consent is asked for again
            message.set("entities", [{"entity": MEANT, "value": intent}], add_to_output=True)

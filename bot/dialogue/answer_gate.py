"""The gate that protects answers: what is written in reply to an open question is an answer, not a command.

People answer "what was hard?" with "I wanted to stop", and a journal line may say "delete everything". So while a
question is open, a message counts as something else only when it is short, clear, and one of a few things.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.gates import LIBRARY_QUESTION, Gate, intent_of, is_button, metadata_of, overrule
from bot.dialogue.interruptions import FILE, interruptions
from bot.dialogue.token_overlap import familiar, same, words_of
from bot.dialogue.trainable import Trainable

ANSWER = "answer"
NOTHING = "nlu_fallback"
CLASSIFIER_ONLY = "classifier_only"  # marks examples in data/nlu/ of what is said when no question is open
TYPED_COMMAND = "\u200b"  # the channel puts it before a typed "/": such a text is a text, and never a wish
LEARNED, WORDS, WHOLE = "learned.json", "words", "whole"
# Found on messages that are not in the training data: tests/dialogue/nlu/test_understanding.py keeps them.
SURE = 0.5  # below this the classifier is guessing
FAMILIAR = 0.8  # of the words have to be known from the intent's examples
FEW = 2  # words, or fewer: then the whole message has to be among the examples; "a line" is no "crisis line"
# What adds nothing to a wish.
FILLING = frozenset(
    {"a", "an", "the", "please", "pls", "plz", "ok", "okay", "now", "just", "lets", "so", "well", "um", "uh", "hey"}
    | {"oh", "and", "yes", "no", "sorry", "then"}
)
AS_WRITTEN = 1.0  # what the retriever says of a question that stands in the library


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerGate(Trainable, Gate):
    """While a question is open, turns every message into an `answer` that is not plainly something else.

    It learns one thing: which words the plain examples of an intent are made of. "Start again with my sister" looks
    like "start over" to a classifier, but nobody who wants to start over speaks of a sister. With all the ways in which
    people say a thing when nothing is asked, almost every word would be known. Of the short examples it learns the
    whole, because one or two words are part of almost anything. Only for help it listens to all of them. What else
    an intent needs in the middle of a question is in `data/interruptions.yml`.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The hash of the table that says what is learned: Rasa caches by fingerprint, and does not see that file."""
        return hashlib.sha256(FILE.read_bytes()).hexdigest()

    def __init__(self, config: Mapping[str, Any], learned: Mapping[str, Mapping[str, list[str]]] | None = None) -> None:
        super().__init__(config)
        self.table = interruptions()
        self.vocabulary, self.whole = (
            {intent: frozenset(known) for intent, known in (learned or {}).get(name, {}).items()}
            for name in (WORDS, WHOLE)
        )

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Learn the words of each intent's examples, and the examples as a whole; seldom of `classifier_only` ones."""
        learned: dict[str, dict[str, set[str]]] = {WORDS: {}, WHOLE: {}}
        for example in training_data.intent_examples:
            intent, said = example.get("intent"), words_of(example.get(TEXT) or "")
            aside = CLASSIFIER_ONLY in ((example.get("metadata") or {}).get("intent") or {})
            heard = self.table.of(intent).all_examples if aside else {WORDS, WHOLE}
            if WORDS in heard:
                learned[WORDS].setdefault(intent, set()).update(said)
            if WHOLE in heard:
                learned[WHOLE].setdefault(intent, set()).add(" ".join(bare(said)))
        (folder / LEARNED).write_text(json.dumps(learned, default=sorted))

    @classmethod
    def restore(cls, folder: Path) -> Mapping[str, Mapping[str, list[str]]]:
        """The words and the whole examples of each intent."""
        learned: Mapping[str, Mapping[str, list[str]]] = json.loads((folder / LEARNED).read_text())
        return learned

    def judge(self, message: Message) -> None:
        asking = metadata_of(message).get("asking")
        if is_button(message):
            return
        text = message.get(TEXT) or ""
        if text.startswith(TYPED_COMMAND):
            overrule(message, ANSWER if asking else NOTHING)
            return
        if not asking:
            return
        intent, confidence = intent_of(message)
        known = self.vocabulary.get(intent, frozenset())
        if intent == LIBRARY_QUESTION:  # the retriever, which comes before, knows the words of the library
            known = frozenset(words_of(text))
        if (
            (intent == LIBRARY_QUESTION and self.table.kind_of(asking) == "intention" and confidence < AS_WRITTEN)
            or confidence < SURE
            or familiar(text, known) < FAMILIAR
            or not self._says_all(intent, text)
            or not self.table.plainly(intent, text, asking)
        ):
            overrule(message, ANSWER)

    def _says_all(self, intent: str, text: str) -> bool:
        """Whether a short message says all that an example says; a longer one always does."""
        said = bare(words_of(text))
        if intent == LIBRARY_QUESTION or len(said) > FEW:
            return True
        return same(" ".join(said), {one for one in self.whole.get(intent, ()) if len(one.split()) == len(said)})


def bare(words: Sequence[str]) -> list[str]:
    """The words without those that add nothing to a wish, unless there are no others."""
    return [word for word in words if word not in FILLING] or list(words)

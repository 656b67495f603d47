"""Intent override for answers: a reply to an open question is an answer, not a command.

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
from bot.dialogue.token_overlap import matches_any, overlap, words_of
from bot.dialogue.trainable import Trainable

ANSWER = "answer"
FALLBACK = "nlu_fallback"
CLASSIFIER_ONLY = "classifier_only"  # marks examples in data/nlu/ that only the intent classifier learns from
TYPED_COMMAND = "\u200b"  # the channel puts it before a typed "/": such a text is never a command
LEARNED, WORDS, WHOLE = "learned.json", "words", "whole"
# Thresholds, chosen on messages that are not in the training data (tests/dialogue/nlu/test_understanding.py).
MIN_CONFIDENCE = 0.5  # below this the classifier is guessing
MIN_OVERLAP = 0.8  # the share of words that has to be known from the intent's examples
SHORT = 2  # words, or fewer: then the whole message has to be among the examples; "a line" is no "crisis line"
# Words that add nothing to a command.
STOP_WORDS = frozenset(
    {"a", "an", "the", "please", "pls", "plz", "ok", "okay", "now", "just", "lets", "so", "well", "um", "uh", "hey"}
    | {"oh", "and", "yes", "no", "sorry", "then"}
)
AS_WRITTEN = 1.0  # the retriever's confidence for a question that is in the library as typed


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerGate(Trainable, Gate):
    """Dialogue act gate: while a question is open, overrides the intent with `answer` unless the message is a command.

    It learns the vocabulary of each intent's plain examples. "Start again with my sister" looks like "start over" to a
    classifier, but nobody who wants to start over speaks of a sister. Examples marked `classifier_only` are left out,
    or almost every word would be known; only requests for help keep them. A message of one or two words has to match a
    whole example, because such words are part of almost anything. What else an intent needs in the middle of a question
    is in `data/interruptions.yml`.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The hash of `data/interruptions.yml`, for Rasa's fingerprint, which does not see that file itself."""
        return hashlib.sha256(FILE.read_bytes()).hexdigest()

    def __init__(self, config: Mapping[str, Any], learned: Mapping[str, Mapping[str, list[str]]] | None = None) -> None:
        super().__init__(config)
        self.table = interruptions()
        self.vocabulary, self.whole = (
            {intent: frozenset(known) for intent, known in (learned or {}).get(name, {}).items()}
            for name in (WORDS, WHOLE)
        )

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Learn each intent's vocabulary and whole examples; most intents leave `classifier_only` examples out."""
        learned: dict[str, dict[str, set[str]]] = {WORDS: {}, WHOLE: {}}
        for example in training_data.intent_examples:
            intent, said = example.get("intent"), words_of(example.get(TEXT) or "")
            classifier_only = CLASSIFIER_ONLY in ((example.get("metadata") or {}).get("intent") or {})
            learns = self.table.of(intent).all_examples if classifier_only else {WORDS, WHOLE}
            if WORDS in learns:
                learned[WORDS].setdefault(intent, set()).update(said)
            if WHOLE in learns:
                learned[WHOLE].setdefault(intent, set()).add(" ".join(without_stop_words(said)))
        (folder / LEARNED).write_text(json.dumps(learned, default=sorted))

    @classmethod
    def restore(cls, folder: Path) -> Mapping[str, Mapping[str, list[str]]]:
        """The vocabulary and the whole examples of each intent, as `fit` wrote them."""
        learned: Mapping[str, Mapping[str, list[str]]] = json.loads((folder / LEARNED).read_text())
        return learned

    def judge(self, message: Message) -> None:
        asking = metadata_of(message).get("asking")
        if is_button(message):
            return
        text = message.get(TEXT) or ""
        if text.startswith(TYPED_COMMAND):
            overrule(message, ANSWER if asking else FALLBACK)
            return
        if not asking:
            return
        intent, confidence = intent_of(message)
        known = self.vocabulary.get(intent, frozenset())
        if intent == LIBRARY_QUESTION:  # the FAQ retriever, earlier in the pipeline, has matched the words already
            known = frozenset(words_of(text))
        if (
            (intent == LIBRARY_QUESTION and self.table.kind_of(asking) == "intention" and confidence < AS_WRITTEN)
            or confidence < MIN_CONFIDENCE
            or overlap(text, known) < MIN_OVERLAP
            or not self._matches_an_example(intent, text)
            or not self.table.can_interrupt(intent, text, asking)
        ):
            overrule(message, ANSWER)

    def _matches_an_example(self, intent: str, text: str) -> bool:
        """Whether a short message matches a whole example; a longer one does not have to."""
        said = without_stop_words(words_of(text))
        if intent == LIBRARY_QUESTION or len(said) > SHORT:
            return True
        return matches_any(" ".join(said), {one for one in self.whole.get(intent, ()) if len(one.split()) == len(said)})


def without_stop_words(words: Sequence[str]) -> list[str]:
    """The words without stop words, or all of them if there are no others."""
    return [word for word in words if word not in STOP_WORDS] or list(words)

"""Finds the entry of the library that a question means, or the few that are nearest to it.

It reads `content/library/` when Rasa starts, so an operator changes an answer, or the ways of asking for it, without
training anything. The model only remembers how the encoder read the ways of asking there were when it was trained,
because reading all of them takes longer than everything else at the start.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.embedding_cache import Embeddings, keep, kept, read
from bot.dialogue.gates import LIBRARY_QUESTION, Gate, intent_of, is_button
from bot.dialogue.sentence_featurizer import VECTOR
from bot.dialogue.token_overlap import QUESTION, familiar, words_of
from bot.dialogue.trainable import Trainable
from bot.library import Entry, library

FOUND = "library"  # the entity that carries the ids, the best first
# Chosen on the ways of asking in content/library, an eighth of them left out in turn: what is said at once is right
# three times in four there, and nearly always for a question that is asked as one in the file is.
SURE, NEAR, POSSIBLE = 0.3, 0.08, 0.03
KEPT = "readings.npz"  # the file in the model
THE_SAME = 0.9  # cosine of two wordings of one question
AKIN = 0.6  # cosine to the nearest wording below which a question is about something else
OFFERED = 3
COMMON = 0.2  # a word in the asks of more entries than that says nothing of what is asked
PLAIN = (
    0.5  # a wish that the classifier is so sure of is followed, unless the file has the question nearly word by word
)
AS_WRITTEN, FOUND_ONE = 1.0, 0.95  # the confidence of one answer
GUESSED = 0.45  # the confidence of a near miss: below what the answer gate takes for plain


class Shelf:
    """The entries, ready to be compared with the vector of a question."""

    def __init__(self, entries: Mapping[str, Entry], known: Embeddings | None = None) -> None:
        """Learn from titles and ways of asking which entry a vector means.

        What is not among the `known` readings is read now. Without the encoder no question finds an entry.
        """
        from sklearn.linear_model import LogisticRegression

        self._words = _telling_words(entries)
        self._ids = [entry.id for entry in entries.values() for _ in (entry.title, *entry.asks)]
        readings = read(_wordings(entries), known)
        self._meant = None
        if readings is not None:
            self._meant = numpy.array([readings[text] for text in _wordings(entries)], dtype=numpy.float32)
        self._judge = None
        if self._meant is not None and len(entries) > 1:
            self._judge = LogisticRegression(C=10, max_iter=200).fit(self._meant, self._ids)

    def look_up(self, text: str, vector: NDArray[numpy.float32] | None) -> tuple[Sequence[str], bool]:
        """The one entry that is meant, or the few that may be; and whether it is asked nearly as in the file.

        One that shares no telling word with the question is offered, not said: "what am I protecting?" is near to how
        texts are protected, and is not about them.
        """
        if self._judge is None or self._meant is None or vector is None or not vector.any():
            return [], False
        likeness = self._meant @ vector
        nearest = int(likeness.argmax())
        if likeness[nearest] >= THE_SAME:
            return [self._ids[nearest]], True
        odds = self._judge.predict_proba(vector[None, :])[0]
        order = numpy.argsort(-odds)
        best = str(self._judge.classes_[order[0]])
        if odds[order[0]] >= SURE and familiar(text, self._words[best]):
            return [best], False
        if odds[order[0]] < NEAR:
            return [], False
        return [str(self._judge.classes_[i]) for i in order[:OFFERED] if odds[i] >= POSSIBLE], False

    def akin(self, vector: NDArray[numpy.float32] | None) -> bool:
        """Whether any way of asking is near enough that a question may be about something in the file at all."""
        return self._meant is not None and vector is not None and bool((self._meant @ vector).max() >= AKIN)


def _wordings(entries: Mapping[str, Entry]) -> Sequence[str]:
    """The title and the ways of asking of every entry."""
    return [text for entry in entries.values() for text in (entry.title, *entry.asks)]


def _telling_words(entries: Mapping[str, Entry]) -> Mapping[str, frozenset[str]]:
    """For each entry the words of its title and its asks that few other entries have, too."""
    words = {entry.id: frozenset(words_of(" ".join((entry.title, *entry.asks)))) for entry in entries.values()}
    holders = Counter(word for mine in words.values() for word in mine)
    most = max(1, round(COMMON * len(entries)))
    return {name: frozenset(word for word in mine if holders[word] <= most) for name, mine in words.items()}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqRetriever(Trainable, Gate):
    """Turns a question that the library answers into `ask_library`, and says which entry it means.

    One id: that is what they ask. Several: a near miss, to choose from. None: it is a question, and no entry is near.
    """

    def __init__(self, config: Mapping[str, Any], learned: Embeddings | None = None) -> None:
        super().__init__(config)
        self._shelf = Shelf({} if learned is None else library(), learned)  # while a model is trained, nobody asks

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Read the library as it is now; of the examples nothing is learned."""
        keep(read(_wordings(library())) or {}, folder / KEPT)

    @classmethod
    def restore(cls, folder: Path) -> Embeddings:
        """What was read for the model, and need not be read again."""
        return kept(folder / KEPT)

    def judge(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        if not text or is_button(message):
            return
        intent, sure = intent_of(message)
        asked = bool(QUESTION.search(text))
        if not asked and intent != LIBRARY_QUESTION:
            return
        ids, as_written = self._shelf.look_up(text, message.get(VECTOR))
        if intent != LIBRARY_QUESTION and sure >= PLAIN and not as_written:
            return
        foreign = intent in ("nlu_fallback", "out_of_scope")
        near = len(ids) == 1 or (ids and foreign)
        if intent == LIBRARY_QUESTION or (near and self._shelf.akin(message.get(VECTOR))):
            message.set("entities", [{"entity": FOUND, "value": " ".join(ids)}], add_to_output=True)
            confidence = GUESSED if len(ids) != 1 else AS_WRITTEN if as_written else FOUND_ONE
            message.set("intent", {"name": LIBRARY_QUESTION, "confidence": confidence}, add_to_output=True)

"""FAQ retrieval by sentence embeddings: finds the library entry that a question means, or the nearest few.

It reads `content/library/` when Rasa starts, so an operator changes an answer, or the ways of asking for it, without
training the model. The model only caches the embeddings of the questions there were when it was trained, because
encoding all of them takes longer than the rest of the start.
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

from bot import triage
from bot.dialogue.embedding_cache import Embeddings, embed, load, save
from bot.dialogue.gates import LIBRARY_QUESTION, Gate, intent_of, is_button
from bot.dialogue.sentence_featurizer import VECTOR
from bot.dialogue.token_overlap import QUESTION, overlap, words_of
from bot.dialogue.trainable import Trainable
from bot.library import Entry, library

FOUND = "library"  # the entity that carries the ids, the best first
# Thresholds on the probability of an entry, chosen by eightfold cross-validation on the questions in content/library:
# an answer that is given at once is right three times in four there, and nearly always for a question in the file.
SURE, NEAR, POSSIBLE = 0.3, 0.08, 0.03
CACHE_FILE = "readings.npz"  # in the model; Rasa's training cache holds files of this name, so it stays
NEARLY_EQUAL = 0.9  # cosine similarity of two phrasings of one question
RELATED = 0.6  # cosine similarity to the nearest phrasing below which a question is about something else
MAX_OFFERED = 3
COMMON = 0.2  # a word in more than this share of the entries does not tell them apart (document frequency)
# From this confidence on another intent is followed, unless the library has the question nearly word by word.
CLEAR_INTENT = 0.5
AS_WRITTEN, FOUND_ONE = 1.0, 0.95  # the confidence of one answer
GUESSED = 0.45  # the confidence of a near miss: below the threshold of the answer gate


class LibraryIndex:
    """Retrieval index over the embeddings of all entries: nearest neighbour by cosine similarity, then a classifier."""

    def __init__(self, entries: Mapping[str, Entry], known: Embeddings | None = None) -> None:
        """Train the classifier on the titles and ways of asking.

        What is not among the `known` embeddings is encoded now. Without the encoder no question finds an entry.
        """
        from sklearn.linear_model import LogisticRegression

        self._words = _distinctive_words(entries)
        self._ids = [entry.id for entry in entries.values() for _ in (entry.title, *entry.asks)]
        embeddings = embed(_phrasings(entries), known)
        self._embeddings = None
        if embeddings is not None:
            self._embeddings = numpy.array([embeddings[text] for text in _phrasings(entries)], dtype=numpy.float32)
        self._classifier = None
        if self._embeddings is not None and len(entries) > 1:
            self._classifier = LogisticRegression(C=10, max_iter=200).fit(self._embeddings, self._ids)

    def look_up(self, text: str, vector: NDArray[numpy.float32] | None) -> tuple[Sequence[str], bool]:
        """The one entry that is meant, or the few that may be; and whether it is asked nearly as in the file.

        An entry that shares no distinctive word with the question is offered, not said: "what am I protecting?" is near
        to how texts are protected, and is not about them.
        """
        if self._classifier is None or self._embeddings is None or vector is None or not vector.any():
            return [], False
        similarity = self._embeddings @ vector
        nearest = int(similarity.argmax())
        if similarity[nearest] >= NEARLY_EQUAL:
            return [self._ids[nearest]], True
        odds = self._classifier.predict_proba(vector[None, :])[0]
        order = numpy.argsort(-odds)
        best = str(self._classifier.classes_[order[0]])
        if odds[order[0]] >= SURE and overlap(text, self._words[best]):
            return [best], False
        if odds[order[0]] < NEAR:
            return [], False
        return [str(self._classifier.classes_[i]) for i in order[:MAX_OFFERED] if odds[i] >= POSSIBLE], False

    def is_related(self, vector: NDArray[numpy.float32] | None) -> bool:
        """Whether the question is about anything in the library: cosine similarity to the nearest way of asking."""
        return (
            self._embeddings is not None and vector is not None and bool((self._embeddings @ vector).max() >= RELATED)
        )


def _phrasings(entries: Mapping[str, Entry]) -> Sequence[str]:
    """The title and the ways of asking of every entry."""
    return [text for entry in entries.values() for text in (entry.title, *entry.asks)]


def _distinctive_words(entries: Mapping[str, Entry]) -> Mapping[str, frozenset[str]]:
    """For each entry the words of low document frequency in its title and its ways of asking."""
    words = {entry.id: frozenset(words_of(" ".join((entry.title, *entry.asks)))) for entry in entries.values()}
    holders = Counter(word for mine in words.values() for word in mine)
    most = max(1, round(COMMON * len(entries)))
    return {name: frozenset(word for word in mine if holders[word] <= most) for name, mine in words.items()}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqRetriever(Trainable, Gate):
    """NLU component: overrides the intent of a question with `ask_library`, and sets the entries it means as an entity.

    One id: the entry that is asked for. Several: a near miss, to choose from. None: it is a question, and no entry is
    near.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The digest of the encoder, whose embeddings of the library are cached."""
        return triage.encoder_digest()

    def __init__(self, config: Mapping[str, Any], learned: Embeddings | None = None) -> None:
        super().__init__(config)
        self._index = LibraryIndex({} if learned is None else library(), learned)  # in training nothing is looked up

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Cache the embeddings of the library as it is now; the training examples are not used."""
        save(embed(_phrasings(library())) or {}, folder / CACHE_FILE)

    @classmethod
    def restore(cls, folder: Path) -> Embeddings:
        """The embeddings that were cached with the model."""
        return load(folder / CACHE_FILE)

    def judge(self, message: Message) -> None:
        text = message.get(TEXT) or ""
        if not text or is_button(message):
            return
        intent, sure = intent_of(message)
        asked = bool(QUESTION.search(text))
        if not asked and intent != LIBRARY_QUESTION:
            return
        ids, as_written = self._index.look_up(text, message.get(VECTOR))
        if intent != LIBRARY_QUESTION and sure >= CLEAR_INTENT and not as_written:
            return
        foreign = intent in ("nlu_fallback", "out_of_scope")
        near = len(ids) == 1 or (ids and foreign)
        if intent == LIBRARY_QUESTION or (near and self._index.is_related(message.get(VECTOR))):
            message.set("entities", [{"entity": FOUND, "value": " ".join(ids)}], add_to_output=True)
            confidence = GUESSED if len(ids) != 1 else AS_WRITTEN if as_written else FOUND_ONE
            message.set("intent", {"name": LIBRARY_QUESTION, "confidence": confidence}, add_to_output=True)

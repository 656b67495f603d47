"""Direct questions inside a message ("will they lock me up?"), by likeness to phrasings that ask for a topic."""

import math
import re
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy
from numpy.typing import NDArray

from bot.triage.answers.features import plain
from bot.triage.encoder import loader
from bot.triage.encoder.session import Encoder

MOST = 3  # topics of one message
# Likeness of a clause to a topic, from which on the clause asks for it. Measured with the sentences of
# tests/dialogue/triage/test_answers_topics.py.
ENOUGH = 0.4
WORDS, MEANING, LETTERS = 0.2, 0.5, 0.3  # the shares of what two texts have in common
NEAREST = 3  # phrasings of a topic that count beside the nearest one
BESIDE = 0.3  # the share of their mean
RUN = 4  # letters
SHORTEST = 2  # words of a clause that can ask for something
_SENTENCES = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_BEFORE = "and|but|so|ok|okay|um+|uh|pls|please|no|yes|yeah|like|wait|also|then|idk|lol|hey|omg|god|honestly|just|well"
_VERBS = (
    "will|would|can|could|do|does|did|is|isn'?t|are|aren'?t|am|was|were|should|shall|has|have|may|won'?t|can'?t|don'?t"
    "|doesn'?t"
)
_WHO = (
    "i|you|u|ya|they|he|she|it|we|this|that|there|somebody|someone|anyone|anybody|people|the|my|her|his|your|talking"
    "|asking|all|death|suicide|ketamine|police"
)
_ASKS = re.compile(
    rf"\?|^(?:(?:{_BEFORE})[ ,]+)*"
    rf"(?:(?:what|how|who|whom|why|when|where|which|whats|hows|whos|whys)\b"
    rf"|(?!do (?:this|that|it)\b)(?:{_VERBS}) (?:{_WHO})\b|(?:r|are) (?:u|you)\b"
    r"|promise\b|swear\b|tell me\b|stay\b|don'?t (?:go|leave|send|let)\b|give me\b"
    r"|(?:call|ring|phone|text) (?:my|them|the|her|him|911|999|112|000|an)\b)"
    r"|\b(?:don'?t|isn'?t|won'?t|right|innit) (?:it|you|u|they|i)\??$|\b(?:am|will|would|do|can) i\b"
    r"|\bis (?:that|this|it) (?:normal|ok|okay|bad|a bad)\b|\b(?:please|pls)\b"
)
_PARTS = re.compile(r"[,:]| but | and (?=(?:will|can|do|what|how|who|is|are)\b)")
_WORDS = re.compile(r"[\w&']+")
_SAME = {
    "u": "you",
    "r": "are",
    "ur": "your",
    "gonna": "going",
    "pls": "please",
    "ring": "call",
    "phone": "call",
    "mom": "mum",
    "cops": "police",
    "er": "hospital",
    "a&e": "hospital",
}


class Topics:
    """The phrasings of each topic; they are read by the encoder when the first message is compared."""

    def __init__(self, topics: Mapping[str, Sequence[str]]) -> None:
        self._names = list(topics)
        self._phrasings = [plain(one) for phrasings in topics.values() for one in phrasings]
        self._of = numpy.array([number for number, name in enumerate(topics) for _ in topics[name]], dtype=int)
        seen = Counter(word for one in self._phrasings for word in _words(one))
        self._rarity = {word: math.log((len(self._phrasings) + 1) / count) for word, count in seen.items()}
        self._bags = [_words(one) for one in self._phrasings]
        self._runs = [_runs(one) for one in self._phrasings]
        self._vectors: tuple[NDArray[numpy.float32], NDArray[numpy.float32]] | None = None
        self._lock = threading.Lock()

    def asked_in(self, text: str) -> tuple[str, ...]:
        """The topics that `text` asks about, the likeliest first, at most `MOST`; none for a plain statement."""
        if not self._phrasings:
            return ()
        found: dict[str, float] = {}
        for clause in questions_in(text):
            likeness = self._likeness(clause)
            name = max(likeness, key=lambda name: likeness[name])
            found[name] = max(found.get(name, 0.0), likeness[name])
        asked = [name for name, likeness in found.items() if likeness >= ENOUGH]
        return tuple(sorted(asked, key=lambda name: -found[name])[:MOST])

    def _likeness(self, clause: str) -> dict[str, float]:
        """The likeness of `clause` to each topic: mostly to its nearest phrasing, and to the next ones."""
        words, runs, meaning = _words(clause), _runs(clause), self._meaning(clause)
        in_words = numpy.array([self._words_in_common(words, bag) for bag in self._bags])
        in_letters = numpy.array([len(runs & one) / math.sqrt(len(runs) * len(one) or 1) for one in self._runs])
        likeness = WORDS * in_words + LETTERS * in_letters
        likeness = likeness / (WORDS + LETTERS) if meaning is None else likeness + MEANING * meaning
        best: dict[str, float] = {}
        for number, name in enumerate(self._names):
            nearest = numpy.sort(likeness[self._of == number])[::-1][:NEAREST]
            best[name] = float((1 - BESIDE) * nearest[0] + BESIDE * nearest.mean()) if len(nearest) else 0.0
        return best

    def _words_in_common(self, left: frozenset[str], right: frozenset[str]) -> float:
        """Cosine of two sets of words, rare words counting more."""
        both = sum(self._weight(word) ** 2 for word in left & right)
        sizes = [math.sqrt(sum(self._weight(word) ** 2 for word in words)) for words in (left, right)]
        return both / (sizes[0] * sizes[1]) if both else 0.0

    def _weight(self, word: str) -> float:
        return self._rarity.get(word) or math.log(len(self._phrasings) + 1)

    def _meaning(self, clause: str) -> NDArray[numpy.float32] | None:
        """Cosine of the encoder's vectors to each phrasing, less what all phrasings share; None without an encoder."""
        encoder = loader.encoder()
        if encoder is None:
            return None
        if self._vectors is None:
            with self._lock:
                if self._vectors is None:
                    self._vectors = _centred(encoder, self._phrasings)
        mean, vectors = self._vectors
        apart = encoder.predict(clause).vector - mean
        return vectors @ (apart / max(float(numpy.linalg.norm(apart)), 1e-6))


def _centred(encoder: Encoder, phrasings: Sequence[str]) -> tuple[NDArray[numpy.float32], NDArray[numpy.float32]]:
    read = [one for at in range(0, len(phrasings), 32) for one in encoder.predict_batch(phrasings[at : at + 32])]
    vectors = numpy.array([one.vector for one in read])
    mean = vectors.mean(axis=0)
    apart = vectors - mean
    return mean, apart / numpy.maximum(numpy.linalg.norm(apart, axis=1, keepdims=True), 1e-6)


def questions_in(text: str) -> Iterator[str]:
    """The sentences of `text`, and their parts between commas, that are a question or a plea in form."""
    for sentence in _SENTENCES.findall(plain(text)):
        sentence = sentence.strip()
        parts = [
            part.strip() for part in re.split(r"[,:]| but | and (?=(?:will|can|do|what|how|who|is|are)\b)", sentence)
        ]
        for clause in dict.fromkeys([sentence, *parts]):
            if len(_WORDS.findall(clause)) >= SHORTEST and _ASKS.search(clause):
                yield clause.rstrip(".?!; \n")


def _words(text: str) -> frozenset[str]:
    return frozenset(_SAME.get(word, word).replace("'", "") for word in _WORDS.findall(text))


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + RUN] for at in range(len(text) - RUN + 1))

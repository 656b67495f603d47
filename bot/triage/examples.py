"""The labelled examples under `data/`: the training set, the held-out test set, and the split between them."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.triage.model import CATEGORIES, Tier

FOLDER = Path(__file__).parent / "data"
TURN_MARK = " // "  # between the turns of one client
HELD_OUT_PERCENT = 12  # of `messages/`, never trained on
NEAR = (
    0.7  # cosine of two messages' character n-grams; from here on they are near-duplicates, seen by reading the pairs
)
_HEADING = re.compile(r"^\[(none|elevated|high|imminent) ([a-z0-9_,-]+)\]$")


class BadExample(ValueError):
    """A line of the data that cannot be read; says the file, the line and what to do."""


@dataclass(frozen=True)
class Example:
    """One message as it was labelled by hand: `text` is the last turn, `before` the client's turns before it.

    `asked` is what the bot had just asked: None where it may have been anything, empty where it was nothing.
    """

    text: str
    before: tuple[str, ...]
    tier: Tier
    kinds: tuple[str, ...]
    place: str
    asked: str | None = None

    @property
    def whole(self) -> str:
        """All turns in one line."""
        return TURN_MARK.join((*self.before, self.text))

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories; none for a look-alike, whose kind is for people only."""
        return () if self.tier is Tier.NONE else self.kinds


def read(folder: Path) -> list[Example]:
    """The examples of every `*.txt` in `folder`, in the order of the files' names.

    Raises:
        BadExample: a heading is malformed, names an unknown category, or a message stands before any heading.
    """
    return [example for file in sorted(folder.glob("*.txt")) for example in _file(file)]


def written() -> list[Example]:
    """What may be trained on, together with the part of it that `split` holds out."""
    return read(FOLDER / "messages")


def apart() -> list[Example]:
    """The test set that was written apart from the rest, without near-duplicates of what is trained on."""
    alone = read(FOLDER / "held_out")
    return [example for example, near in zip(alone, _near(alone, written()), strict=True) if not near]


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """`examples` as (train, held out). A near-duplicate of a held-out message is in neither."""
    held = [example for example in examples if _number(example.whole) % 100 < HELD_OUT_PERCENT]
    rest = [example for example in examples if _number(example.whole) % 100 >= HELD_OUT_PERCENT]
    return [example for example, near in zip(rest, _near(rest, held), strict=True) if not near], held


def fingerprint(examples: Iterable[Example]) -> str:
    """SHA-256 over labels and texts: changes when anything a model could learn from them does."""
    whole = hashlib.sha256()
    for example in examples:
        asked = "" if example.asked is None else f"? {example.asked}\n"
        whole.update(f"{asked}{example.tier} {','.join(example.categories)} {example.whole}\n".encode())
    return whole.hexdigest()


def _file(file: Path) -> Iterable[Example]:
    heading: tuple[Tier, tuple[str, ...]] | None = None
    asked: str | None = None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        line, place = line.strip(), f"{file.name}:{number}"
        if not line or line.startswith("#"):
            continue
        if line.startswith("?"):
            asked = line[1:].strip()
        elif line.startswith("["):
            heading = _heading(line, place)
        elif heading is None:
            raise BadExample(f"{place}: a message before any heading. Put one such as [none grief] above it.")
        else:
            *before, text = line.split(TURN_MARK)
            yield Example(text, tuple(before), *heading, place, asked)


def _heading(line: str, place: str) -> tuple[Tier, tuple[str, ...]]:
    match = _HEADING.match(line)
    if match is None:
        raise BadExample(f"{place}: {line} is no heading. Write it like [high suicide] or [none idiom].")
    tier, kinds = Tier(match[1]), tuple(match[2].split(","))
    unknown = [kind for kind in kinds if tier is not Tier.NONE and kind not in CATEGORIES]
    if unknown:
        raise BadExample(f"{place}: {', '.join(unknown)} is no category. There are: {', '.join(CATEGORIES)}.")
    return tier, kinds


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def _vectors(texts: Sequence[str]):  # type: ignore[no-untyped-def]  # a scipy matrix, which has no types
    from sklearn.feature_extraction.text import HashingVectorizer

    plain = [re.sub(r"[^a-z0-9 ]", "", text.lower()) for text in texts]
    return HashingVectorizer(analyzer="char_wb", ngram_range=(4, 4), binary=True, alternate_sign=False).transform(plain)


def _near(texts: Sequence[Example], others: Sequence[Example]) -> list[bool]:
    if not texts or not others:
        return [False] * len(texts)
    left, right = (_vectors([example.whole for example in many]) for many in (texts, others))
    near: list[bool] = []
    for start in range(0, len(texts), 1000):
        close = left[start : start + 1000] @ right.T
        near += [bool(value >= NEAR) for value in close.max(axis=1).toarray().ravel()]
    return near

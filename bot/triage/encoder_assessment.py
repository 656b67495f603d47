"""What the encoder hears in a message, and in the last few turns with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.triage.context.suppression import Exemption
from bot.triage.encoder.session import Encoder, Reading
from bot.triage.encoder.text import BETWEEN
from bot.triage.model import CATEGORIES, Tier, Turn
from bot.triage.text.matches import Match
from bot.triage.text.normalization import Window
from bot.triage.thresholds import ANSWERED, ANSWERING, BRIEF, JOINED, LINES, RAISED, SIGN, YIELD

WHOLE = 60  # words up to which a message is read in one piece
STRETCH = 45  # words of a longer message that are read together
MOST = 160  # chunks of one message; the first and the last ones are read
TURNS = 4  # the client's turns before the message that are read with it
TOGETHER = 60  # words of those turns and the message, at most
FIRM = frozenset({"suicide", "self_harm", "misuse"})
ENCODER_DISAGREES = Exemption(
    "unheard", "the encoder, which knows the other meanings of these words, reads no worry in it", bool
)
_TIERS = (Tier.ELEVATED, Tier.HIGH, Tier.IMMINENT)


@dataclass(frozen=True)
class EncoderAssessment:
    """What the encoder says: the tier it stands for, its categories, a probability, and the words that decided.

    `score` is the calibrated probability that a human should see the message; of several chunks the worst counts.
    `before` is the tier of the client's last turns without the message, `standing` that with it, new or not, and
    `together` the probability that these turns and the message are worrying; None where there are no such turns, or
    too many words to read at once.
    """

    tier: Tier
    before: Tier
    standing: Tier
    together: float | None
    categories: tuple[str, ...]
    score: float
    evidence: tuple[str, ...]


def assess_with_encoder(
    encoder: Encoder, text: str, sentences: Sequence[Window], context: Sequence[Turn]
) -> EncoderAssessment:
    """Read `text`, in chunks where it is long, and once more together with the client's turns before it."""
    pieces = chunks(text, sentences)
    readings = [encoder.read(piece) for piece in pieces]
    worst = max(range(len(pieces)), key=lambda i: readings[i].tiers)
    answering = any(turn.role == "assistant" for turn in context) and len(text.split()) <= BRIEF
    tier = max(tier_of(reading, ANSWERING if answering else LINES) for reading in readings)
    score, categories = readings[worst].tiers[0], _categories(readings[worst])
    evidence = [f"encoder: {deciding(encoder, pieces[worst], readings[worst])}"] if tier is not Tier.NONE else []
    before = standing = Tier.NONE
    all_in_all = None
    joined = _joined(text, context)
    if joined:
        turns, together = encoder.read(joined[0]), encoder.read(joined[-1])
        all_in_all = together.tiers[0]
        if max(readings[worst].tiers[0], *(encoder.read(turn).tiers[0] for turn in joined[1:-1])) >= SIGN:
            # "i cant do this anymore", and then: "the crossword, i mean": with it, the turns say something else
            before = tier_of(turns, JOINED) if all_in_all >= YIELD else Tier.NONE
            standing = max(before, tier_of(together, JOINED))
        # Where the turns were alarming already, the message has to be so by itself.
        raised = tier_of(together, ANSWERED if answering else RAISED) if turns.tiers[0] < LINES[0] else Tier.NONE
        if raised > tier:
            tier, categories = raised, _categories(together)
            score = max(score, all_in_all)
            evidence = [f"encoder, last turns together: {' / '.join(joined[-1].split(BETWEEN))[-160:]}"]
    return EncoderAssessment(
        tier,
        before,
        standing,
        all_in_all,
        categories if tier is not Tier.NONE else (),
        round(score, 3),
        tuple(evidence),
    )


def yields(hit: Match, odds: float) -> bool:
    """Whether a rule's hit is taken back because the encoder reads nothing worrying in the message.

    Never where somebody may be dying, or may wish to die or to hurt themselves: there the rule stands, whatever the
    encoder thinks.
    """
    return odds < YIELD and hit.rule.category not in FIRM and hit.rule.tier is not Tier.IMMINENT


def tier_of(reading: Reading, lines: Sequence[float]) -> Tier:
    """The worst tier whose line the reading crosses."""
    crossed = [tier for tier, odds, line in zip(_TIERS, reading.tiers, lines, strict=True) if odds >= line]
    return crossed[-1] if crossed and reading.tiers[0] >= lines[0] else Tier.NONE


def chunks(text: str, sentences: Sequence[Window]) -> list[str]:
    """`text` whole, or in overlapping runs of sentences of about `STRETCH` words."""
    spans = [(w.words[0].start, w.words[-1].end, len(w.words)) for w in sentences if w.words]
    if not spans or sum(words for _, _, words in spans) <= WHOLE:
        return [text]
    found: list[str] = []
    first = 0
    while first < len(spans):
        last, words = first, spans[first][2]
        while last + 1 < len(spans) and words + spans[last + 1][2] <= STRETCH:
            last += 1
            words += spans[last][2]
        found.append(text[spans[first][0] : spans[last][1]])
        if last + 1 >= len(spans):
            break
        first = max(first + 1, last)  # the last sentence of a stretch begins the next
    unique = list(dict.fromkeys(found))
    return unique if len(unique) <= MOST else [*unique[: MOST // 2], *unique[-MOST // 2 :]]


def deciding(encoder: Encoder, text: str, reading: Reading) -> str:
    """The words of `text` without which it would worry least: what a coach should read first."""
    words = text.split()
    if len(words) <= 6:
        return " ".join(words)[:120]
    size = max(3, len(words) // 8)
    runs = [(start, min(len(words), start + size)) for start in range(0, len(words), max(2, size // 2))]
    without = encoder.read_many([" ".join(words[:start] + words[end:]) for start, end in runs])
    start, end = min(zip(runs, without, strict=True), key=lambda one: one[1].tiers)[0]
    return f"{reading.tiers[0]:.2f} {' '.join(words[start:end])[:120]}"


def _joined(text: str, context: Sequence[Turn]) -> list[str]:
    """The client's last turns as the encoder reads them together: without the message, each, and with it."""
    turns = [turn.content for turn in context if turn.role == "user"][-TURNS:]
    left = TOGETHER - len(text.split())
    taken: list[str] = []
    for turn in reversed(turns):
        left -= len(turn.split())
        if left < 0 or turn == text:
            break
        taken.insert(0, turn)
    return [BETWEEN.join(taken), *taken, BETWEEN.join([*taken, text])] if taken else []


def _categories(reading: Reading) -> tuple[str, ...]:
    """The likeliest category, and any other that is likelier than not."""
    order = sorted(range(len(CATEGORIES)), key=lambda i: -reading.categories[i])
    return tuple(CATEGORIES[i] for n, i in enumerate(order) if n == 0 or reading.categories[i] >= 0.5)

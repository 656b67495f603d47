"""What the encoder says about a message, about its sentences alone, and about the last few turns together with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.triage.context.situation import asked
from bot.triage.context.suppression import Suppression
from bot.triage.encoder.preprocessing import TURN_SEPARATOR
from bot.triage.encoder.session import Encoder, Prediction
from bot.triage.model import CATEGORIES, ContextMessage, Tier
from bot.triage.rules.precision import seldom_right
from bot.triage.text.matches import Match
from bot.triage.text.normalization import Window, Word
from bot.triage.thresholds import ASKS_ONLY_BELOW, FIRST, JOINED_MIN_SINGLE, RULE_YIELDS_BELOW, Thresholds

WHOLE = 60  # words up to which a message is read in one piece
CHUNK_WORDS = 45  # words of a longer message that are read together
MAX_CHUNKS = 160  # of one message; the first and the last ones are read
STRETCH = 3  # neighbouring sentences that are read without the rest, at most
MAX_STRETCHES = 60  # of one message; the first and the last ones are read
TURNS = 4  # the client's turns before the message that are read with it
JOINED_WORDS = 60  # words of those turns and the message, at most
FIRM = frozenset({"suicide", "self_harm", "misuse"})  # categories whose rules never yield to the encoder
ENCODER_DISAGREES = Suppression(
    "unheard", "the encoder, which knows the other meanings of these words, reads no worry in it", bool
)
SELDOM_RIGHT = Suppression("seldom_right", "a rule that is right too seldom, and the encoder hears no alarm", bool)
_MARKS = re.compile(r"[^\w\s]*")  # the full stop and the quotation mark that belong to a sentence
_TIERS = (Tier.ELEVATED, Tier.HIGH, Tier.IMMINENT)


@dataclass(frozen=True)
class EncoderAssessment:
    """The tier that the encoder's probabilities reach, its categories, a score, and the words that decided.

    `score` is the calibrated probability that a human should see the message; of several chunks the worst counts, and a
    stretch where it decides. `peak` is the highest probability of anything that was read, whether it decides or not.
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
    peak: float
    evidence: tuple[str, ...]


def assess_with_encoder(
    encoder: Encoder,
    text: str,
    sentences: Sequence[Window],
    context: Sequence[ContextMessage],
    explain: bool = True,
    thresholds: Thresholds = FIRST,
) -> EncoderAssessment:
    """Read `text`, in chunks where it is long; its stretches alone; and it together with the client's turns before it.

    All of it after what the bot said last. One text at a time: the eight-bit model scales a batch as a whole, so that
    what else is in it would move a probability by as much as a tenth.
    """
    question = asked(context)
    pieces = chunks(text, sentences)
    predictions = [encoder.read(piece, question) for piece in pieces]
    worst = max(range(len(pieces)), key=lambda i: predictions[i].tiers)
    tier = max(tier_of(prediction, thresholds.tiers, thresholds.acute) for prediction in predictions)
    score, categories = predictions[worst].tiers[0], _categories(predictions[worst])
    evidence = []
    if tier is not Tier.NONE:
        words = deciding(encoder, pieces[worst], predictions[worst], question) if explain else pieces[worst][:120]
        evidence = [f"encoder: {words}"]
    alone, peak = _alone(encoder, stretches(text, sentences), question, thresholds)
    peak = max(peak, score)
    if alone is not None and (alone_tier := tier_of(alone[1], thresholds.tiers, thresholds.acute)) > tier:
        tier, categories, score = alone_tier, _categories(alone[1]), max(score, alone[1].tiers[0])
        evidence = [f"encoder, read alone: {alone[1].tiers[0]:.2f} {' '.join(alone[0].split())[:120]}"]
    before = standing = Tier.NONE
    probability_together = None
    joined = _joined(text, context)
    if joined:
        turns, together = encoder.predict(joined[0]), encoder.read(joined[-1], question)
        probability_together = together.tiers[0]
        singles = (encoder.predict(turn).tiers[0] for turn in joined[1:-1])
        if max(predictions[worst].tiers[0], *singles) >= JOINED_MIN_SINGLE:
            # "i cant do this anymore", and then: "the crossword, i mean": with it, the turns say something else
            before = tier_of(turns, thresholds.joined) if probability_together >= RULE_YIELDS_BELOW else Tier.NONE
            standing = max(before, tier_of(together, thresholds.joined))
        # Where the turns were alarming already, the message has to be so by itself.
        alarming_already = turns.tiers[0] >= FIRST.tiers[0]
        raised = Tier.NONE if alarming_already else tier_of(together, thresholds.raised)
        if raised > tier:
            tier, categories = raised, _categories(together)
            score, peak = max(score, probability_together), max(peak, probability_together)
            evidence = [f"encoder, last turns together: {' / '.join(joined[-1].split(TURN_SEPARATOR))[-160:]}"]
    return EncoderAssessment(
        tier,
        before,
        standing,
        probability_together,
        categories if tier is not Tier.NONE else (),
        round(score, 3),
        peak,
        tuple(evidence),
    )


def yields(match: Match, probability: float) -> bool:
    """Whether a rule's match is taken back because the encoder finds nothing worrying in the message.

    Never where somebody may be dying, or may wish to die or to hurt themselves: there the rule stands, whatever the
    encoder says.
    """
    return probability < RULE_YIELDS_BELOW and match.rule.category not in FIRM and match.rule.tier is not Tier.IMMINENT


def asks_only(match: Match, encoded: EncoderAssessment) -> bool:
    """Whether a rule that is right too seldom stands alone: then one question is asked instead of an alarm."""
    return match.rule.id in seldom_right() and encoded.tier is Tier.NONE and encoded.peak < ASKS_ONLY_BELOW


def tier_of(prediction: Prediction, thresholds: Sequence[float], acute: float = 1.0) -> Tier:
    """The worst tier whose threshold the prediction reaches; none below the first threshold.

    From the probability `acute` of at least `high` on, it counts whatever the first threshold is.
    """
    reached = [
        tier
        for tier, probability, threshold in zip(_TIERS, prediction.tiers, thresholds, strict=True)
        if probability >= threshold
    ]
    enough = prediction.tiers[0] >= thresholds[0] or prediction.tiers[1] >= acute
    return reached[-1] if reached and enough else Tier.NONE


def chunks(text: str, sentences: Sequence[Window]) -> list[str]:
    """`text` whole, or in overlapping chunks of sentences of about `CHUNK_WORDS` words."""
    spans = [(w.words[0].start, w.words[-1].end, len(w.words)) for w in sentences if w.words]
    if not spans or sum(words for _, _, words in spans) <= WHOLE:
        return [text]
    found: list[str] = []
    first = 0
    while first < len(spans):
        last, words = first, spans[first][2]
        while last + 1 < len(spans) and words + spans[last + 1][2] <= CHUNK_WORDS:
            last += 1
            words += spans[last][2]
        found.append(text[spans[first][0] : spans[last][1]])
        if last + 1 >= len(spans):
            break
        first = max(first + 1, last)  # the last sentence of a chunk begins the next
    unique = list(dict.fromkeys(found))
    return unique if len(unique) <= MAX_CHUNKS else [*unique[: MAX_CHUNKS // 2], *unique[-MAX_CHUNKS // 2 :]]


def stretches(text: str, sentences: Sequence[Window]) -> list[str]:
    """Each sentence of `text` and each few neighbouring ones, as they were typed; none where that is the whole text.

    The same few are read whatever stands around them, so that calm sentences never hide what a message says; of a text
    of many sentences shorter stretches, and of one of very many the beginning and the end.
    """
    spans = [span for window in sentences for span in _exclaimed(text, window)]
    found: list[str] = []
    for size in range(1, min(STRETCH, len(spans) - 1) + 1):
        ends = [_MARKS.match(text, spans[last][1]).end() for last in range(size - 1, len(spans))]  # type: ignore[union-attr]
        longer = [text[spans[first][0] : end] for first, end in enumerate(ends)]
        if found and len(found) + len(longer) > MAX_STRETCHES:
            break
        found += longer
    return found if len(found) <= MAX_STRETCHES else [*found[: MAX_STRETCHES // 2], *found[-MAX_STRETCHES // 2 :]]


def deciding(encoder: Encoder, text: str, prediction: Prediction, question: str = "") -> str:
    """The words of `text` that decided, found by occlusion: without them the probability falls most."""
    words = text.split()
    if len(words) <= 6:
        return " ".join(words)[:120]
    size = max(3, len(words) // 8)
    spans = [(start, min(len(words), start + size)) for start in range(0, len(words), max(2, size // 2))]
    without = encoder.predict_batch([" ".join(words[:start] + words[end:]) for start, end in spans], question)
    start, end = min(zip(spans, without, strict=True), key=lambda one: one[1].tiers)[0]
    return f"{prediction.tiers[0]:.2f} {' '.join(words[start:end])[:120]}"


def _exclaimed(text: str, window: Window) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of words of a sentence; of its parts, where it is cut by an exclamation mark.

    For the rules that mark is no end: what is laughed at behind it belongs to what stands before it.
    """
    words: list[Word] = []
    for word in window.words:
        words += [] if word.mark else [word]
        if words and word is words[-1] and text[word.end - 1] == "!":
            yield words[0].start, word.end, len(words)
            words = []
    if words:
        yield words[0].start, words[-1].end, len(words)


def _alone(
    encoder: Encoder, texts: Sequence[str], question: str, thresholds: Thresholds
) -> tuple[tuple[str, Prediction] | None, float]:
    """The worst of `texts` that is clear by itself, with its prediction; and the highest probability of all."""
    read = [(text, encoder.read(text, question)) for text in texts]
    clear = [one for one in read if one[1].tiers[0] >= thresholds.stretch]
    worst = max(clear, key=lambda one: (tier_of(one[1], thresholds.tiers).rank, one[1].tiers), default=None)
    return worst, max((prediction.tiers[0] for _, prediction in read), default=0.0)


def _joined(text: str, context: Sequence[ContextMessage]) -> list[str]:
    """The client's last turns as the encoder reads them: joined without the message, each alone, joined with it."""
    turns = [turn.content for turn in context if turn.role == "user"][-TURNS:]
    left = JOINED_WORDS - len(text.split())
    taken: list[str] = []
    for turn in reversed(turns):
        left -= len(turn.split())
        if left < 0 or turn == text:
            break
        taken.insert(0, turn)
    return [TURN_SEPARATOR.join(taken), *taken, TURN_SEPARATOR.join([*taken, text])] if taken else []


def _categories(prediction: Prediction) -> tuple[str, ...]:
    """The likeliest category, and any other that is likelier than not."""
    order = sorted(range(len(CATEGORIES)), key=lambda i: -prediction.categories[i])
    return tuple(CATEGORIES[i] for n, i in enumerate(order) if n == 0 or prediction.categories[i] >= 0.5)

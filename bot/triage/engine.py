"""Puts the encoder, the rules, the exemptions, the bare answers and the course of the talk into one assessment."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.triage.context import benign, safety_answers, signals_over_turns
from bot.triage.context.suppression import Exemption, suppressed_by
from bot.triage.encoder import loader
from bot.triage.encoder.session import Encoder
from bot.triage.encoder_assessment import ENCODER_DISAGREES, EncoderAssessment, assess_with_encoder, yields
from bot.triage.model import CATEGORIES, RULES, Assessment, Tier, Turn, worst
from bot.triage.rules import ALL
from bot.triage.rules.base import Rule
from bot.triage.text import parser
from bot.triage.text.matches import Match, Message
from bot.triage.text.normalization import Window, windows

# How often a message that a rule of this tier stands on is worrying, of our held-out messages (docs/triage.md).
SCORES = {Tier.NONE: 0.0, Tier.ELEVATED: 0.85, Tier.HIGH: 0.92, Tier.IMMINENT: 0.95}
CALM = 0.02  # the score of a message on which no rule stands while there is no encoder
MAX_EVIDENCE = 12
Reason = tuple[Tier, str, str]  # tier, category, line of evidence
MAX_CONTEXT = 4_000  # characters of an earlier turn that are read again


def assess(text: str, context: Sequence[Turn] = ()) -> Assessment:
    """How worried a human should be about `text`, said after `context`.

    Never raises: what cannot be assessed comes back as `failed()`.
    """
    return _safely(text, context, loader.encoder())


def by_rules(text: str, context: Sequence[Turn] = ()) -> Assessment:
    """The same by the rules alone, as where there is no encoder."""
    return _safely(text, context, None)


def failed() -> Assessment:
    """The assessment when triage itself does not work: someone should look."""
    return Assessment(Tier.ELEVATED, (), SCORES[Tier.ELEVATED], ("triage failed",), RULES, Tier.ELEVATED)


def vector(text: str) -> tuple[float, ...] | None:
    """What `text` is about, as 384 numbers of unit length; None without encoder. Read once, with the assessment."""
    encoder = loader.encoder()
    if encoder is None:
        return None
    try:
        return tuple(map(float, encoder.read(text).vector))
    except Exception as problem:
        loader.failed(problem)
        return None


def encoder_digest() -> str:
    """Which encoder reads here: SHA-256 of its file, or an empty text without one."""
    encoder = loader.encoder()
    return encoder.digest() if encoder is not None else ""


def warm_up() -> None:
    """Load the encoder, the parser and the matchers now, so that the first message does not wait for them."""
    _matcher()
    loader.encoder()
    assess("Getting ready. I do not want to hurt anyone, and he threatened me.")


def _safely(text: str, context: Sequence[Turn], encoder: Encoder | None) -> Assessment:
    try:
        return _assess(str(text), tuple(turn for turn in context if isinstance(turn.content, str)), encoder)
    except Exception:  # the promise to the caller: whatever a message does to triage, someone looks at it
        return failed()


def _assess(text: str, context: tuple[Turn, ...], encoder: Encoder | None) -> Assessment:
    message = _message(text)
    earlier = _earlier(text, context)
    standing, sparing = _hits(message)
    before = [hit for turn in earlier for hit in _hits(turn)[0]]
    reasons = [*_answered(text, context), *_course(message, earlier)]
    if encoder is None:
        return _assessment([*_by(standing), *reasons], sparing, before, None, RULES)
    try:
        encoded = assess_with_encoder(encoder, text, message.windows, context)
        said = 1.0 if encoded.together is None else encoded.together
        before = [hit for hit in before if not yields(hit, min(said, encoder.read(hit.message.text).tiers[0]))]
    except Exception as problem:
        loader.failed(problem)
        reasons.append((Tier.ELEVATED, "", "encoder failed"))
        return _assessment([*_by(standing), *reasons], sparing, before, None, RULES)
    loader.worked()
    encoded = _soothed(encoder, encoded, message) if not standing and not reasons else encoded
    sparing += [(hit, ENCODER_DISAGREES) for hit in standing if yields(hit, encoded.score)]
    standing = [hit for hit in standing if not yields(hit, encoded.score)]
    return _assessment([*_by(standing), *reasons], sparing, before, encoded, f"{encoder.name}+{RULES}")


def _soothed(encoder: Encoder, encoded: EncoderAssessment, message: Message) -> EncoderAssessment:
    """`encoded` without its alarm where all that alarms is a sentence that is harmless by rule (`calm.py`)."""
    if max(encoded.tier, encoded.standing) <= encoded.before:
        return encoded
    known = [benign.benign(sentence) for sentence in message.windows]
    why = next((kind for kind in known if kind), None)
    if why is None:
        return encoded
    rest = [sentence for sentence, kind in zip(message.windows, known, strict=True) if kind is None]
    remains = " ".join(message.text[s.words[0].start : s.words[-1].end] for s in rest if s.words)
    left = assess_with_encoder(encoder, remains, rest, ()) if remains else None
    if left is not None and left.tier is not Tier.NONE:
        return encoded
    evidence = tuple(f"suppressed_by {line} ({why.id}: {why.reason})" for line in encoded.evidence)
    return replace(
        encoded, tier=Tier.NONE, standing=encoded.before, score=left.score if left else CALM, evidence=evidence
    )


def _by(hits: list[Match]) -> list[Reason]:
    return [(hit.rule.tier, hit.rule.category, _line(hit)) for hit in hits]


def _earlier(text: str, context: tuple[Turn, ...]) -> list[Message]:
    """The client's last few turns, read again."""
    turns = [turn.content[:MAX_CONTEXT] for turn in context if turn.role == "user" and turn.content != text]
    return [_message(turn) for turn in turns[-signals_over_turns.TURNS :]]


def _answered(text: str, context: tuple[Turn, ...]) -> list[Reason]:
    """What the message says as an answer to the bot's safety question."""
    reasons: list[Reason] = []
    given = safety_answers.answer(text, context)
    if given is not None:
        reasons.append((given.tier, given.category, f"{given.rule}: {' '.join(text.split())[:80]}"))
    if safety_answers.asked_alone(text, context) and safety_answers.said_not_worn_off(context):
        reasons.append((Tier.ELEVATED, "medical", "answer.alone_and_not_worn_off"))
    return reasons


def _course(message: Message, earlier: list[Message]) -> list[Reason]:
    """What the last few turns say together."""
    now = signals_over_turns.signs(message.windows)
    if not now or not (earlier or len(now) > 1):
        return []
    before = [sign for turn in earlier for sign in signals_over_turns.signs(turn.windows)]
    found = signals_over_turns.together(now, before, _worst_of(earlier))
    return [(one.tier, one.category, f"{one.rule}: {one.words}") for one in found]


def _assessment(
    reasons: list[Reason],
    sparing: list[tuple[Match, Exemption]],
    before: list[Match],
    encoded: EncoderAssessment | None,
    model: str,
) -> Assessment:
    score = max([SCORES[tier] for tier, _, _ in reasons], default=CALM if encoded is None else 0.0)
    if encoded is not None:
        score = max(score, encoded.score)
        reasons = [*reasons, *_from_encoder(encoded)]
    fresh = worst([reason[0] for reason in reasons])
    tier = worst([fresh, *(hit.rule.tier for hit in before), encoded.standing if encoded else Tier.NONE])
    reasons = sorted(reasons, key=lambda reason: -reason[0].rank)
    if tier > fresh:
        reasons += [(hit.rule.tier, hit.rule.category, f"said before: {_line(hit)}") for hit in before]
    categories = tuple(dict.fromkeys(category for _, category, _ in reasons if category in CATEGORIES))
    evidence = [line for line in dict.fromkeys(line for _, _, line in reasons) if line][:MAX_EVIDENCE]
    evidence += [f"suppressed_by {_line(hit)} ({exemption.id}: {exemption.reason})" for hit, exemption in sparing][
        : MAX_EVIDENCE - len(evidence)
    ]
    return Assessment(
        tier, categories, round(max(score, SCORES[tier]) if tier > fresh else score, 3), tuple(evidence), model, fresh
    )


def _from_encoder(encoded: EncoderAssessment) -> list[Reason]:
    """The encoder's part: its evidence with the first category, further categories without."""
    if encoded.tier is Tier.NONE:
        return [(Tier.NONE, "", line) for line in encoded.evidence]
    return [
        (encoded.tier, category, encoded.evidence[0] if place == 0 else "")
        for place, category in enumerate(encoded.categories)
    ]


def _worst_of(turns: Sequence[Message]) -> Tier:
    hits = [hit for turn in turns for hit in _hits(turn)[0]]
    return worst([hit.rule.tier for hit in hits if hit.rule.category in {"suicide", "self_harm"}])


def _line(hit: Match) -> str:
    return f"{hit.rule.id}: {hit.quote}"


def _message(text: str) -> Message:
    """`text` in sentences, each different sentence once: pasting one a thousand times costs nothing."""
    different = {window.flat: window for window in windows(text)}
    return Message(text, list(different.values()))


def _hits(message: Message) -> tuple[list[Match], list[tuple[Match, Exemption]]]:
    """The hits that stand, the first of each rule; and those an exemption took back."""
    standing: dict[str, Match] = {}
    sparing: dict[str, tuple[Match, Exemption]] = {}
    flat = message.flat
    starts = _starts(flat)
    for rule in ALL:
        for hit in _find(rule, message, flat, starts):
            exemption = suppressed_by(hit)
            if exemption is None:
                standing[rule.id] = hit
                break
            sparing.setdefault(rule.id, (hit, exemption))
    return list(standing.values()), list(sparing.values())


def _starts(flat: str) -> list[int]:
    places = [0]
    for place, char in enumerate(flat):
        if char == "\n":
            places.append(place + 1)
    return places


def _find(rule: Rule, message: Message, flat: str, starts: list[int]) -> list[Match]:
    found: list[Match] = []
    for pattern in rule.compiled:
        for match in pattern.finditer(flat):
            index = bisect_right(starts, match.start()) - 1
            limit = starts[index] + len(message.windows[index].flat)
            text = flat[match.start() : min(match.end(), limit)].rstrip()
            offset = match.start() - starts[index]
            found.append(Match(rule, message, index, offset, offset + len(text)))
    if rule.gate is not None:
        found += _structural(rule, message)
    return found


def _structural(rule: Rule, message: Message) -> list[Match]:
    found: list[Match] = []
    for index, window in enumerate(message.windows):
        if rule.gate is None or not rule.gate.search(window.flat):
            continue
        doc = message.doc(window)
        if doc is None:
            continue
        for key, tokens in _matcher()(doc):
            if doc.vocab.strings[key] == rule.id:
                found.append(Match(rule, message, index, *_place(window, doc[min(tokens)], doc[max(tokens)])))
    return found


def _place(window: Window, first: Any, last: Any) -> tuple[int, int]:
    """Where the stretch of tokens `first`..`last` lies in the flat text; the whole of it when that is unclear."""
    begin, end = first.idx, last.idx + len(last.text)
    spans = ((word, window.spoken_at[id(word)]) for word in window.words if not word.mark)
    text = " ".join(word.text for word, (start, stop) in spans if start < end and stop > begin)
    place = window.flat.find(text)
    return (place, place + len(text)) if place >= 0 else (0, len(window.flat))


@lru_cache(maxsize=1)
def _matcher() -> Any:
    vocab = parser.parser().vocab  # loads spaCy our way, so it comes before the import of its matcher
    from spacy.matcher import DependencyMatcher

    matcher = DependencyMatcher(vocab)
    for rule in ALL:
        if rule.structure:
            matcher.add(rule.id, [list(rule.structure)])
    return matcher

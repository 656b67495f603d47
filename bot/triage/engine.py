"""The main path of triage: encoder, rules, context, bare answers and signals over turns make one assessment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.triage.context import safety_answers, signals_over_turns, situation, soft_check
from bot.triage.context.benign import benign
from bot.triage.context.suppression import Suppression, suppressed_by
from bot.triage.encoder import loader
from bot.triage.encoder.session import Encoder
from bot.triage.encoder_assessment import (
    ENCODER_DISAGREES,
    SELDOM_RIGHT,
    EncoderAssessment,
    asks_only,
    assess_with_encoder,
    yields,
)
from bot.triage.model import CATEGORIES, RULES, Assessment, ContextMessage, Tier, worst
from bot.triage.rules import ALL
from bot.triage.text.matches import Match, Message, find, load_matcher, split_sentences

# How often a message that a rule of this tier stands on is worrying, of our held-out messages (docs/triage.md).
SCORES = {Tier.NONE: 0.0, Tier.ELEVATED: 0.85, Tier.HIGH: 0.92, Tier.IMMINENT: 0.95}
BENIGN_SCORE = 0.02  # the score of a message on which no rule stands while there is no encoder
MAX_EVIDENCE = 12
MAX_CONTEXT = 4_000  # characters of an earlier turn that are read again
TURNS_KEPT = 256  # earlier turns of which the matches are cached: they come again with each of the next four messages
Reason = tuple[Tier, str, str]  # tier, category, line of evidence


@dataclass(frozen=True)
class RuleMatches:
    """What the rules found in one message: the matches that stand, and those that their context suppressed."""

    standing: list[Match]
    suppressed: list[tuple[Match, Suppression]]


@dataclass(frozen=True)
class EarlierTurn:
    """A turn of the client before the message, as it was read then."""

    message: Message
    matches: RuleMatches


def assess(text: str, context: Sequence[ContextMessage] = (), *, explain: bool = True) -> Assessment:
    """How worried a human should be about `text`, said after `context`.

    `explain` finds the words that decided for the encoder, which takes longer than the rest. Never raises: what cannot
    be assessed comes back as `failed()`.
    """
    return _assess_safely(text, context, loader.encoder(), explain)


def by_rules(text: str, context: Sequence[ContextMessage] = ()) -> Assessment:
    """The same by the rules alone, as where there is no encoder."""
    return _assess_safely(text, context, None, False)


def failed() -> Assessment:
    """The assessment when triage itself does not work: someone should look."""
    return Assessment(Tier.ELEVATED, (), SCORES[Tier.ELEVATED], ("triage failed",), RULES, Tier.ELEVATED)


def vector(text: str) -> tuple[float, ...] | None:
    """The embedding of `text`: 384 numbers of unit length; None without encoder. Computed once, with the assessment."""
    encoder = loader.encoder()
    if encoder is None:
        return None
    try:
        return tuple(map(float, encoder.predict(text).vector))
    except Exception as problem:
        loader.failed(problem)
        return None


def standing(text: str) -> tuple[str, ...]:
    """The ids of the rules that stand on `text`, by itself."""
    return tuple(match.rule.id for match in _match_rules(split_sentences(text)).standing)


def encoder_digest() -> str:
    """Which encoder reads here: SHA-256 of its file, or an empty text without one."""
    encoder = loader.encoder()
    return encoder.digest() if encoder is not None else ""


def warm_up() -> None:
    """Load the encoder, the parser and the matcher now, so that the first message does not wait for them."""
    load_matcher()
    loader.encoder()
    assess("Getting ready. I do not want to hurt anyone, and he threatened me.")


def _assess_safely(text: str, context: Sequence[ContextMessage], encoder: Encoder | None, explain: bool) -> Assessment:
    try:
        return _assess(str(text), tuple(turn for turn in context if isinstance(turn.content, str)), encoder, explain)
    except Exception:  # the promise to the caller: whatever a message does to triage, someone looks at it
        return failed()


def _assess(text: str, context: tuple[ContextMessage, ...], encoder: Encoder | None, explain: bool) -> Assessment:
    """The rules first, what they mean in this conversation, then the encoder; the worst of them decides."""
    message = split_sentences(text)
    earlier = _earlier_turns(text, context)
    matches = _match_rules(message)
    before = [match for turn in earlier for match in turn.matches.standing]
    reasons = [*_from_safety_answer(text, context), *_from_signals(message, earlier)]
    if encoder is None:
        return _checked(_combine(matches, reasons, before, None, RULES), matches, False)
    try:
        limits = situation.thresholds(text, context)
        encoded = assess_with_encoder(encoder, text, message.windows, context, explain, limits)
        together = 1.0 if encoded.together is None else encoded.together
        before = [m for m in before if not yields(m, min(together, encoder.predict(m.message.text).tiers[0]))]
    except Exception as problem:
        loader.failed(problem)
        reasons.append((Tier.ELEVATED, "", "encoder failed"))
        return _combine(matches, reasons, before, None, RULES)
    loader.worked()
    story = False
    if not matches.standing and not reasons:
        encoded = _without_benign(encoder, encoded, message, context)
        story = encoded.tier is Tier.ELEVATED and soft_check.told_as_story(message, encoded.peak, encoded.categories)
        encoded = _without_story(encoded) if story else encoded
    matches = _yield_to(encoded, matches)
    asking = any(why is SELDOM_RIGHT for _, why in matches.suppressed)
    asking |= soft_check.nearly(text, encoded.score, limits) and not soft_check.is_saying(matches.suppressed)
    return _checked(_combine(matches, reasons, before, encoded, f"{encoder.name}+{RULES}"), matches, story, asking)


def _earlier_turns(text: str, context: tuple[ContextMessage, ...]) -> list[EarlierTurn]:
    """The client's last few turns."""
    turns = [turn.content[:MAX_CONTEXT] for turn in context if turn.role == "user" and turn.content != text]
    return [_earlier_turn(turn) for turn in turns[-signals_over_turns.TURNS :]]


@lru_cache(maxsize=TURNS_KEPT)
def _earlier_turn(text: str) -> EarlierTurn:
    message = split_sentences(text)
    return EarlierTurn(message, _match_rules(message))


def _match_rules(message: Message) -> RuleMatches:
    """The matches that stand, the first of each rule; and of each other rule the first that was suppressed."""
    standing: dict[str, Match] = {}
    suppressed: dict[str, tuple[Match, Suppression]] = {}
    for rule in ALL:
        for match in find(rule, message):
            suppression = suppressed_by(match)
            if suppression is None:
                standing[rule.id] = match
                break
            suppressed.setdefault(rule.id, (match, suppression))
    return RuleMatches(list(standing.values()), list(suppressed.values()))


def _from_safety_answer(text: str, context: tuple[ContextMessage, ...]) -> list[Reason]:
    """What the message says as an answer to the bot's safety question."""
    reasons: list[Reason] = []
    given = safety_answers.answer(text, context)
    if given is not None:
        reasons.append((given.tier, given.category, f"{given.rule}: {' '.join(text.split())[:80]}"))
    if safety_answers.asked_alone(text, context) and safety_answers.said_not_worn_off(context):
        reasons.append((Tier.ELEVATED, "medical", "answer.alone_and_not_worn_off"))
    return reasons


def _from_signals(message: Message, earlier: list[EarlierTurn]) -> list[Reason]:
    """What the weak signals of the message and of the last few turns say together."""
    now = signals_over_turns.signals_in(message.windows)
    if not now or not (earlier or len(now) > 1):
        return []
    before = [signal for turn in earlier for signal in signals_over_turns.signals_in(turn.message.windows)]
    found = signals_over_turns.combine(now, before, _worst_suicide_tier(earlier))
    return [(one.tier, one.category, f"{one.rule}: {one.words}") for one in found]


def _worst_suicide_tier(turns: Sequence[EarlierTurn]) -> Tier:
    matches = [match for turn in turns for match in turn.matches.standing]
    return worst([match.rule.tier for match in matches if match.rule.category in {"suicide", "self_harm"}])


def _without_benign(
    encoder: Encoder, encoded: EncoderAssessment, message: Message, context: tuple[ContextMessage, ...]
) -> EncoderAssessment:
    """`encoded` without its alarm where all that alarms is a sentence that is benign (`context/benign.py`)."""
    if max(encoded.tier, encoded.standing) <= encoded.before:
        return encoded
    kinds = [benign(sentence) for sentence in message.windows]
    why = next((kind for kind in kinds if kind), None)
    if why is None:
        return encoded
    rest = [sentence for sentence, kind in zip(message.windows, kinds, strict=True) if kind is None]
    remains = " ".join(message.text[s.words[0].start : s.words[-1].end] for s in rest if s.words)
    said, limits = context[-1:] if situation.asked(context) else (), situation.thresholds(remains, context)
    again = split_sentences(remains).windows  # the places of words in `rest` are those in the whole message
    left = assess_with_encoder(encoder, remains, again, said, thresholds=limits) if remains else None
    if left is not None and left.tier is not Tier.NONE:
        return encoded
    evidence = tuple(f"spared {line} ({why.id}: {why.reason})" for line in encoded.evidence)
    score = left.score if left else BENIGN_SCORE
    return replace(encoded, tier=Tier.NONE, standing=encoded.before, score=score, evidence=evidence)


def _without_story(encoded: EncoderAssessment) -> EncoderAssessment:
    """`encoded` without its alarm, because the message is told as a story: it is asked about instead."""
    evidence = tuple(f"spared {line} (story: long, and told of what was)" for line in encoded.evidence)
    return replace(encoded, tier=Tier.NONE, standing=encoded.before, evidence=evidence)


def _checked(found: Assessment, matches: RuleMatches, story: bool, faint: bool = False) -> Assessment:
    """`found` with its soft check: where nothing new alarms, and only its setting made something serious harmless."""
    setting = story or any(soft_check.suppressed_softly(*one) for one in matches.suppressed)
    check = found.fresh is Tier.NONE and (setting or faint)
    return replace(found, check=check, faint=check and not setting)


def _yield_to(encoded: EncoderAssessment, matches: RuleMatches) -> RuleMatches:
    """`matches` without those that yield to the encoder, which count as suppressed."""
    standing: list[Match] = []
    yielding: list[tuple[Match, Suppression]] = []
    for match in matches.standing:
        if yields(match, encoded.peak):
            yielding.append((match, ENCODER_DISAGREES))
        elif asks_only(match, encoded):
            yielding.append((match, SELDOM_RIGHT))
        else:
            standing.append(match)
    return RuleMatches(standing, [*matches.suppressed, *yielding])


def _combine(
    matches: RuleMatches,
    reasons: list[Reason],
    before: list[Match],
    encoded: EncoderAssessment | None,
    model: str,
) -> Assessment:
    """One assessment: the worst tier of all reasons, and the evidence of each, the most urgent first."""
    reasons = [*((m.rule.tier, m.rule.category, _evidence_line(m)) for m in matches.standing), *reasons]
    score = max([SCORES[tier] for tier, _, _ in reasons], default=BENIGN_SCORE if encoded is None else 0.0)
    by_rules = _categories(reasons)
    if encoded is not None:
        score = max(score, encoded.score)
        reasons = [*reasons, *_from_encoder(encoded)]
    fresh = worst([tier for tier, _, _ in reasons])
    tier = worst([fresh, *(match.rule.tier for match in before), encoded.standing if encoded else Tier.NONE])
    reasons = sorted(reasons, key=lambda reason: -reason[0].rank)
    if tier > fresh:
        score = max(score, SCORES[tier])
        reasons += [(m.rule.tier, m.rule.category, f"said before: {_evidence_line(m)}") for m in before]
    evidence = _evidence((line for _, _, line in reasons), matches.suppressed)
    return Assessment(tier, _categories(reasons), round(score, 3), evidence, model, fresh, by_rules=by_rules)


def _categories(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Each category of the reasons once, the most urgent first."""
    ordered = sorted(reasons, key=lambda reason: -reason[0].rank)
    return tuple(dict.fromkeys(category for _, category, _ in ordered if category in CATEGORIES))


def _from_encoder(encoded: EncoderAssessment) -> list[Reason]:
    """The encoder's part: its evidence with the first category, further categories without."""
    if encoded.tier is Tier.NONE:
        return [(Tier.NONE, "", line) for line in encoded.evidence]
    return [
        (encoded.tier, category, encoded.evidence[0] if place == 0 else "")
        for place, category in enumerate(encoded.categories)
    ]


def _evidence(lines: Iterable[str], suppressed: Sequence[tuple[Match, Suppression]]) -> tuple[str, ...]:
    """Each different line once, then what was suppressed and why; `MAX_EVIDENCE` lines in all."""
    found = [line for line in dict.fromkeys(lines) if line][:MAX_EVIDENCE]
    for match, suppression in suppressed[: MAX_EVIDENCE - len(found)]:
        found.append(f"spared {_evidence_line(match)} ({suppression.id}: {suppression.reason})")
    return tuple(found)


def _evidence_line(match: Match) -> str:
    return f"{match.rule.id}: {match.quote}"

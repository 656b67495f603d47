"""Puts the rules, the exemptions, the bare answers and the course of the talk together into one assessment."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from bot.triage import answers, course, language
from bot.triage.exemptions import Exemption, spared
from bot.triage.hits import Hit, Message
from bot.triage.model import CATEGORIES, Assessment, Tier, Turn, worst
from bot.triage.normal import Window, windows
from bot.triage.rules import ALL
from bot.triage.rules.base import Rule

# Not yet calibrated probabilities: one number per tier, a little higher with each further reason.
SCORES = {Tier.NONE: 0.02, Tier.ELEVATED: 0.55, Tier.HIGH: 0.8, Tier.IMMINENT: 0.93}
MAX_EVIDENCE = 12
Reason = tuple[Tier, str, str]  # tier, category, line of evidence
MAX_CONTEXT = 4_000  # characters of an earlier turn that are read again


def assess(text: str, context: Sequence[Turn] = ()) -> Assessment:
    """How worried a human should be about `text`, said after `context`.

    Never raises: what cannot be assessed comes back as `failed()`.
    """
    try:
        return _assess(str(text), tuple(turn for turn in context if isinstance(turn.content, str)))
    except Exception:  # the promise to the caller: whatever a message does to triage, someone looks at it
        return failed()


def failed() -> Assessment:
    """The assessment when triage itself does not work: someone should look."""
    return Assessment(Tier.ELEVATED, (), SCORES[Tier.ELEVATED], ("triage failed",))


def warm_up() -> None:
    """Load the parser and the matchers now, so that the first message does not wait for them."""
    _matcher()
    assess("Getting ready. I do not want to hurt anyone, and he threatened me.")


def _assess(text: str, context: tuple[Turn, ...]) -> Assessment:
    message = _message(text)
    standing, sparing = _hits(message)
    reasons: list[Reason] = [(hit.rule.tier, hit.rule.category, _line(hit)) for hit in standing]
    reasons += _answered(text, context)
    reasons += _course(text, message, context)
    return _assessment(reasons, sparing)


def _answered(text: str, context: tuple[Turn, ...]) -> list[Reason]:
    """What the message says as an answer to the bot's safety question."""
    reasons: list[Reason] = []
    given = answers.answer(text, context)
    if given is not None:
        reasons.append((given.tier, given.category, f"{given.rule}: {' '.join(text.split())[:80]}"))
    if answers.asked_alone(text, context) and _said_not_worn_off(context):
        reasons.append((Tier.ELEVATED, "medical", "answer.alone_and_not_worn_off"))
    return reasons


def _course(text: str, message: Message, context: tuple[Turn, ...]) -> list[Reason]:
    """What the last few turns say together."""
    turns = [turn.content[:MAX_CONTEXT] for turn in context if turn.role == "user" and turn.content != text]
    earlier = [_message(turn) for turn in turns[-course.TURNS :]]
    now = course.signs(message.windows)
    if not now or not (earlier or len(now) > 1):
        return []
    before = [sign for turn in earlier for sign in course.signs(turn.windows)]
    found = course.together(now, before, _worst_of(earlier))
    return [(one.tier, one.category, f"{one.rule}: {one.words}") for one in found]


def _said_not_worn_off(context: tuple[Turn, ...]) -> bool:
    return any(
        turn.role == "user" and answers.asked_worn_off(turn.content, context[:place])
        for place, turn in enumerate(context)
    )


def _assessment(reasons: list[Reason], sparing: list[tuple[Hit, Exemption]]) -> Assessment:
    tier = worst([reason[0] for reason in reasons])
    reasons = sorted(reasons, key=lambda reason: -reason[0].rank)
    categories = tuple(dict.fromkeys(category for _, category, _ in reasons))
    evidence = list(dict.fromkeys(line for _, _, line in reasons))[:MAX_EVIDENCE]
    evidence += [f"spared {_line(hit)} ({exemption.id}: {exemption.reason})" for hit, exemption in sparing][
        : MAX_EVIDENCE - len(evidence)
    ]
    score = min(0.99, SCORES[tier] + 0.02 * max(0, len(reasons) - 1)) if reasons else SCORES[Tier.NONE]
    return Assessment(tier, tuple(c for c in categories if c in CATEGORIES), round(score, 3), tuple(evidence))


def _worst_of(turns: Sequence[Message]) -> Tier:
    hits = [hit for turn in turns for hit in _hits(turn)[0]]
    return worst([hit.rule.tier for hit in hits if hit.rule.category in {"suicide", "self_harm"}])


def _line(hit: Hit) -> str:
    return f"{hit.rule.id}: {hit.quote}"


def _message(text: str) -> Message:
    """`text` in sentences, each different sentence once: pasting one a thousand times costs nothing."""
    different = {window.flat: window for window in windows(text)}
    return Message(text, list(different.values()))


def _hits(message: Message) -> tuple[list[Hit], list[tuple[Hit, Exemption]]]:
    """The hits that stand, the first of each rule; and those an exemption took back."""
    standing: dict[str, Hit] = {}
    sparing: dict[str, tuple[Hit, Exemption]] = {}
    flat = message.flat
    starts = _starts(flat)
    for rule in ALL:
        for hit in _find(rule, message, flat, starts):
            exemption = spared(hit)
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


def _find(rule: Rule, message: Message, flat: str, starts: list[int]) -> list[Hit]:
    found: list[Hit] = []
    for pattern in rule.compiled:
        for match in pattern.finditer(flat):
            index = bisect_right(starts, match.start()) - 1
            limit = starts[index] + len(message.windows[index].flat)
            text = flat[match.start() : min(match.end(), limit)].rstrip()
            offset = match.start() - starts[index]
            found.append(Hit(rule, message, index, offset, offset + len(text)))
    if rule.gate is not None:
        found += _structural(rule, message)
    return found


def _structural(rule: Rule, message: Message) -> list[Hit]:
    found: list[Hit] = []
    for index, window in enumerate(message.windows):
        if rule.gate is None or not rule.gate.search(window.flat):
            continue
        doc = message.doc(window)
        if doc is None:
            continue
        for key, tokens in _matcher()(doc):
            if doc.vocab.strings[key] == rule.id:
                found.append(Hit(rule, message, index, *_place(window, doc[min(tokens)], doc[max(tokens)])))
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
    vocab = language.parser().vocab  # loads spaCy our way, so it comes before the import of its matcher
    from spacy.matcher import DependencyMatcher

    matcher = DependencyMatcher(vocab)
    for rule in ALL:
        if rule.structure:
            matcher.add(rule.id, [list(rule.structure)])
    return matcher

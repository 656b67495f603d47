"""An episode and what a step of it needs: the state that is stored, what was heard, and what is said."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from bot.care.safety.episodes.protocol import REASSURING, WORRYING, Question

GOOD_STEPS = ("person_here", "will_step")
HELPED = ("called", "coming", "here")  # how far the emergency service is


@dataclass(frozen=True)
class Heard:
    """What the gateway understood of one message.

    `answer` is one of the classes of content/safety/classes.yml (or `worse`, or a country, by button), `tier` and
    `categories` what triage finds new in it, `topics` the direct questions in it (content/safety topics), `barrier`
    what stands in the way of calling. `step` quotes a protective step in the client's own words. `check` asks for the
    soft check; `faint` says that only the encoder does, `grave` that it hears a body,
    a drug, violence, voices or somebody else.
    `unclear`: the answer is not understood, so it counts as not reassuring and nothing is claimed about it. `firm`:
    rules stand on the categories, and not only the encoder. `taken`, `wound` (`small`: or none), `step_done`,
    `they_safe` and `denies` (strands) are plain cues.
    `card` is the card in the client's `language`, where that is not English, and `country` where they say they are.
    `partial` says that only a part of triage had time, so that the message is assessed again.

    `doubtful`: a danger is heard by the classifier alone. `about` is the strand of plain words. What else is told:
    `asks` a question, `unheard` (they were not understood), `themes` and `facts` (content/safety/texts), `person`
    (who could help, as it is said back), `help` (called, coming or here), `away` (what could hurt is out of reach),
    `there` (somebody is with them), `driving`, `neck`, `drowsy`, `knowing` (who knows of it), `going` (the step is
    being taken), `near_them` (who is near the one in danger), `not_done` (an urge only), `other` (it is not they
    who are in danger), `explicit` (said of themselves in plain words), `denied` (plainly), `named_time` (a day or
    an hour, in their words), `safe` (they say so), `words` (of theirs that may be said back) in a `tone` (heavy, good,
    cross or plain), `body` (a heart, a chest, a breath, and nothing taken).
    """

    text: str
    answer: str = "else"
    tier: str = "none"
    categories: Sequence[str] = ()
    check: bool = False
    faint: bool = False
    grave: bool = False
    topics: Sequence[str] = ()
    barrier: str | None = None
    step: str | None = None
    minor: bool = False
    veteran: bool = False
    watched: bool = False
    unclear: bool = False
    firm: bool = True
    taken: bool = False
    wound: bool = False
    small: bool = False
    step_done: bool = False
    denies: Sequence[str] = ()
    they_safe: bool = False
    language: str = "en"
    card: str | None = None
    country: str | None = None
    partial: bool = False
    doubtful: bool = False
    about: str | None = None
    asks: bool = False
    unheard: bool = False
    themes: Sequence[str] = ()
    facts: Sequence[str] = ()
    person: str | None = None
    help: str | None = None
    away: bool = False
    there: bool = False
    driving: bool = False
    neck: bool = False
    other: bool = False
    not_done: bool = False
    drowsy: bool = False
    near_them: bool = False
    knowing: bool = False
    going: bool = False
    explicit: bool = True
    denied: bool = False
    named_time: str | None = None
    safe: bool = False
    words: str | None = None
    tone: str = "plain"
    body: bool = False


@dataclass(frozen=True)
class Human:
    """What is true of people now: `noted` (an alert is stored), `paged` (a notification was delivered) or `opened`."""

    state: str = "noted"
    name: str | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Episode:
    """One open safety episode. `asked` counts how often each question was asked, `said` has the answers verbatim.

    `known` holds what need not be asked again, `steps` the protective steps that the client named, `used` the ids of
    the texts that were said, `human` what the client was told about people last, `lines` the numbers shown last.
    `unsure`: the alarm has to be asked about, and nothing said since confirms it; `mistaken` counts those of this visit
    that turned out to be none. `person` is who could help, `help` how far the emergency service is (called, coming,
    here), `eased` counts good answers in a row. `stood_in` and `stood_at` are the state and the question that were left
    when a coach took over. `country_asked`: whether they were offered to set their country, one of `offered` and
    `listed` (with the last message) or `done` (before).
    """

    strand: str
    state: str
    tier: str
    question: str | None = None
    asked: Mapping[str, int] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    known: Sequence[str] = ()
    refused: Mapping[str, int] = field(default_factory=dict)
    steps: Sequence[str] = ()
    used: Sequence[str] = ()
    human: str | None = None
    lines: str = ""
    turns: int = 0
    held: int = 0
    interrupted: str | None = None
    minor: bool = False
    watched: bool = False
    calm_visits: int = 0
    categories: Sequence[str] = ()
    denied: Sequence[str] = ()
    veteran: bool = False
    language: str = "en"
    returned: str | None = None
    unsure: bool = False
    person: str | None = None
    help: str | None = None
    eased: int = 0
    mistaken: int = 0
    stood_in: str | None = None
    stood_at: str | None = None
    country_asked: str = ""

    def dump(self) -> str:
        """As JSON, to be sealed."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def load(sealed: str) -> "Episode":
        """From `dump`; fields that this version does not know are left out."""
        content: dict[str, Any] = json.loads(sealed)
        known = {one.name for one in fields(Episode)}
        return Episode(**{name: value for name, value in content.items() if name in known})


@dataclass(frozen=True)
class Bubble:
    """One message to the client: its text, the ids of the texts in it, and buttons as (class, title)."""

    text: str
    ids: Sequence[str] = ()
    buttons: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Stepped:
    """The outcome of a step: the episode afterwards, what is said, and whether the dialogue takes over again.

    `releases` brings back what was interrupted: the held first message of a visit, or the question that was open.
    `tier` is what the answer itself is worth, seen from the question; the alert is raised to it.
    """

    episode: Episode
    says: Sequence[Bubble]
    releases: bool = False
    tier: str = "none"


def seen_from(question: Question | None, answer: str) -> str:
    """`reassuring`, `worrying`, or the class itself where its meaning does not depend on the question.

    That somebody is there, or a step that they will take, is good news with a place of its own in the tree.
    """
    if question is not None and answer in question.reassuring and answer not in GOOD_STEPS:
        return REASSURING
    if answer in ("yes", "no"):
        return WORRYING if question is not None else answer
    return answer

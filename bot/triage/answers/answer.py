"""What an answer to a safety question can be, and which answers count as reassuring after which question."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

CONTENT = Path(__file__).parents[3] / "content" / "safety"
CLASSES = (
    "yes",
    "no",
    "unsure",
    "partly",
    "wont_say",
    "taken_back",
    "means",
    "time",
    "done",
    "person_here",
    "will_step",
    "wont_call",
    "fear",
    "who_sees",
    "howto",
    "something_to_do",
    "repeat_complaint",
    "back_to_coaching",
    "farewell",
    "someone_else",
    "other_language",
    "else",
)  # the keys of content/safety/classes.yml
RISK = frozenset({"done", "time", "means", "howto"})  # say by themselves that it is near
# Every question of the protocol in the few words that the network reads before the answer, and the question whose
# number it has in the linear part: few of the labelled answers belong to the questions below the gap.
ASKED = {
    "life": ("ending your life?", "life"),
    "check": ("is this about you?", "check"),
    "safe_tonight": ("can you keep yourself safe tonight?", "safe_tonight"),
    "reach": ("something within reach to use?", "reach"),
    "done_already": ("have you hurt yourself already?", "done_already"),
    "call": ("will you call or text them?", "call"),
    "distance": ("put some distance from that?", "distance"),
    "company": ("who could come to you?", "company"),
    "knows": ("does anybody know?", "knows"),
    "tonight": ("who could sit with you?", "tonight"),
    "clinic": ("somebody at the clinic to tell?", "clinic"),
    "helped": ("what has helped before?", "helped"),
    "better": ("is it any different now?", "better"),
    "since": ("how has it been since?", "since"),
    "somebody_there": ("is somebody with you now?", "somebody_there"),
    "safe_to_write": ("is it safe to write?", "safe_to_write"),
    "safe_where": ("are you safe where you are?", "safe_where"),
    "near_them": ("are you near them now?", "near_them"),
    "bleeding": ("is it bleeding or deep?", "bleeding"),
    "die_or_cope": ("was it to die?", "die_or_cope"),
    "told_to_do": ("do voices tell you to do things?", "told_to_do"),
    "they_danger": ("are they in danger now?", "they_danger"),
    "and_you": ("and are you safe tonight?", "and_you"),
    "step_when": ("when will you do it?", "step_when"),

    "meant": ("did you mean any of it?", "life"),
    "gentle": ("in danger, or not wanting to live?", "life"),
    "hurting": ("do you want to hurt yourself?", "life"),
    "emergency_call": ("will you call an ambulance?", "call"),
    "door": ("can you unlock the door?", "distance"),
    "body_now": ("pain or trouble breathing now?", "bleeding"),
    "other_place": ("can you go somewhere safe?", "distance"),
    "abuse_line": ("will you call the helpline?", "call"),
    "step_away": ("can you step away from them?", "distance"),
    "clinic_today": ("will you call the clinic today?", "clinic"),
    "call_for_them": ("will you call for them?", "call"),
    "with_them": ("is somebody with them?", "somebody_there"),
    "ask_person": ("can you ask them?", "call"),
    "ask_them": ("can you ask them?", "call"),
    "grounding": ("did that help a little?", "better"),
    "plan_signs": ("signs of a crisis?", "helped"),
    "plan_alone": ("what can you do alone?", "helped"),
    "plan_places": ("which places help?", "helped"),
    "plan_people": ("which people help?", "tonight"),
    "plan_helpers": ("which professionals help?", "clinic"),
    "plan_safe": ("how to make home safer?", "distance"),
}  # fmt: skip
QUESTIONS = tuple(dict.fromkeys(like for _, like in ASKED.values()))
# Whatever was asked, these lead towards rest.
_ALWAYS = frozenset({"taken_back", "back_to_coaching", "person_here", "will_step"})


@dataclass(frozen=True)
class Answer:
    """What one message is, as an answer.

    `cls` is one of `CLASSES`. `sure` is false where two readings are too close: then the answer is to be treated as
    unclear and as not reassuring. `probability` is that of `cls`, 1.0 where a rule decided. `step` is a protective
    step in the client's own words, where no danger was heard. `barrier` says what stands in the way of calling or
    telling (`content/safety/barriers.yml`).
    """

    cls: str
    sure: bool
    probability: float
    step: str | None = None
    barrier: str | None = None


def number_of(question: str | None) -> int:
    """The question as a number from 0; `len(QUESTIONS)` for none or an unknown one."""
    return QUESTIONS.index(ASKED[question][1]) if question in ASKED else len(QUESTIONS)


def words_of(question: str | None) -> str:
    """The question in a few words; an empty text for none or an unknown one."""
    return ASKED[question][0] if question in ASKED else ""


def reassuring(question: str | None) -> frozenset[str]:
    """The classes that would be good news after `question`; for none or an unknown one both yes and no are."""
    table = _reassuring()
    return _ALWAYS | table.get(question or "", frozenset({"yes", "no", "partly"}))


@lru_cache(maxsize=1)
def _reassuring() -> dict[str, frozenset[str]]:
    questions = yaml.safe_load((CONTENT / "protocol.yml").read_text(encoding="utf-8"))["questions"]
    return {str(name): frozenset(map(str, one["reassuring"])) for name, one in questions.items()}

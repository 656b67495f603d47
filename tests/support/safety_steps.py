"""Steps of the safety conversation, taken without a database."""

from collections.abc import Sequence

from bot.care.safety.episodes.episode import Heard, Human, Stepped
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.step import begin, step

LINES = {"default": ("911", "the crisis line (call or text 988)"), "minor": ("911", "the children's line")}
NOTED, PAGED = Human("noted"), Human("paged")


def an_alarm(tier: str, *categories: str, human: Human = NOTED, asking: str | None = None, **heard: object) -> Stepped:
    """The first words after an alarm."""
    return begin(protocol(), Heard("", tier=tier, categories=categories, **heard), human, LINES, asking)  # type: ignore[arg-type]


def then(
    stepped: Stepped, answer: str, human: Human = NOTED, text: str = "four words or more", **heard: object
) -> Stepped:
    """The next step, after an answer of this class."""
    return step(protocol(), stepped.episode, Heard(text, answer=answer, **heard), human, LINES)  # type: ignore[arg-type]


def after(stepped: Stepped, *answers: str) -> Stepped:
    """The step after several answers."""
    for answer in answers:
        stepped = then(stepped, answer)
    return stepped


def said(stepped: Stepped) -> str:
    return "\n".join(bubble.text for bubble in stepped.says)


def ids(stepped: Stepped) -> Sequence[str]:
    return [each for bubble in stepped.says for each in bubble.ids]

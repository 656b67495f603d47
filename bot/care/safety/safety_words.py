"""Safety words: the first words of the safety conversation where there is no database to hold it, and built-in ones.

They come from `content/safety`. If that is broken, the texts that are built in here are sent instead (fail-safe).
"""

from collections.abc import Mapping, Sequence

from bot.care.safety import crisis_lines
from bot.care.safety.episodes.episode import Heard, Human
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.step import begin

TIERS = ("imminent", "high", "elevated")
NOTED = "This is noted for the clinic's coaches. I can't say when one will see it, so please don't wait for them."
BUILT_IN: Mapping[str, tuple[str, ...]] = {
    "imminent": (
        "I take this very seriously. Please call {emergency} right now. You can also reach {crisis_line}.",
        "Please don't be alone with this: go to someone you trust, and put distance between you and anything "
        "that could hurt you.",
        f"I am software, so I can't come to you. {NOTED}",
    ),
    "high": (
        "That is a lot to carry, and it matters that you said it. Please reach {crisis_line}. If you are in danger "
        "now, call {emergency}.",
        f"I am software, and this needs a person. {NOTED}",
        "Are you safe right now?",
    ),
    "elevated": (
        f"I'm software, and I'd like a person to know about this. {NOTED}",
        "You can talk to someone now: {crisis_line}. In an emergency, call {emergency}.",
        "Are you safe right now?",
    ),
}


def safety_words(tier: str, categories: Sequence[str], country: str | None) -> list[str]:
    """The first texts for `tier`, in the order in which they are sent; never raises.

    Args:
        tier: "imminent", "high" or "elevated"; "none" gives no texts, an unknown tier counts as elevated.
        categories: what triage found; the first strand of the protocol that fits chooses the wording.
        country: ISO 3166 alpha-2; None or empty where it is not known: international words.
    """
    if tier == "none":
        return []
    tier = tier if tier in TIERS else "elevated"
    try:
        heard = Heard("", tier=tier, categories=tuple(categories))
        says = begin(protocol(), heard, Human(), crisis_lines.numbers(country), None).says
        return [said.text for said in says] or built_in(tier, country)
    except Exception:  # content is edited by hand; a mistake in it must not leave a person without words
        return built_in(tier, country)


def built_in(tier: str, country: str | None) -> list[str]:
    """The built-in texts for a tier, whatever state the content is in."""
    emergency, crisis_line = crisis_lines.numbers(country)["default"]
    return [text.format(emergency=emergency, crisis_line=crisis_line) for text in BUILT_IN.get(tier, ())]

"""Where an alarm begins: its strand, the state it enters, and whether it has to be asked about first. Pure."""

from bot.care.safety.episodes.episode import Heard
from bot.care.safety.episodes.protocol import Protocol

BODILY = ("suicide", "suicide_now", "self_harm", "medical")
# The tiers at which what only the encoder hears is asked about gently, by strand. About heavy hours it is wrong most.
GENTLE = {"suicide": ("elevated",), "self_harm": ("elevated",), "heavy": ("elevated", "high")}


# Where a question of the coaching is open, most of what only the encoder hears is an ordinary answer: in four plays of
# ordinary clients it was right in none of twelve. So whatever is not imminent begins gently there.
IN_FLOW = ("elevated", "high")
# So does a long story in which only the encoder hears anything: from so many words on.
STORY = 25


def entrance(protocol: Protocol, heard: Heard, *, in_flow: bool = False) -> tuple[str, str, bool]:
    """The strand and the state in which an alarm begins, and whether it has to be asked about first.

    `in_flow`: a question of the coaching is open.
    """
    strand = protocol.strand_of(heard.tier, heard.categories)
    if heard.taken and heard.tier == "imminent" and strand in BODILY:
        strand = "medical"
    elif heard.wound and not heard.taken and strand in ("medical", "suicide", "suicide_now"):
        strand = "self_harm"
    if heard.check and heard.tier == "none":
        state = "GENTLE" if heard.faint else "CHECK"
    elif _is_faint(heard) and _is_gently_asked(heard, strand, in_flow=in_flow):
        state = "GENTLE"
    elif not _is_plain(heard, strand):
        state = "ASK"  # the same alert and numbers, and one direct question before any order
        strand = "suicide" if strand == "suicide_now" else strand
    else:
        state = protocol.strands[strand].enters.get(heard.tier, "ASK")
        if strand == "self_harm" and state == "NOW":
            state = "HOW_NEAR"
    said = heard.explicit or heard.taken or heard.wound or (strand == "heavy" and heard.about == "heavy")
    return strand, state, state != "CHECK" and not said


def _is_gently_asked(heard: Heard, strand: str, *, in_flow: bool) -> bool:
    if (in_flow or len(heard.text.split()) >= STORY) and heard.tier in IN_FLOW:
        return True
    return heard.tier in GENTLE.get(strand, ()) and not heard.grave


def _is_plain(heard: Heard, strand: str) -> bool:
    """Whether an alarm needs no asking first: rules find it, and about suicide they say it of themselves."""
    if heard.taken or heard.wound:
        return True
    return heard.firm and (heard.explicit or heard.tier == "imminent" or strand not in ("suicide", "suicide_now"))


def _is_faint(heard: Heard) -> bool:
    """Whether no rule and no plain word says what the encoder hears."""
    plain = heard.firm or heard.explicit or heard.taken or heard.wound or heard.body or heard.help is not None
    return not plain and heard.about in (None, "heavy")

"""What a client who writes nothing is told by itself: that nobody has opened the alert in the time planned for it.

A pure function, as `step` is: the same episode gives the same words.
"""

from dataclasses import replace

from bot.care.safety.episodes.course import Course, Lines
from bot.care.safety.episodes.episode import Bubble, Episode, Heard, Human, Stepped
from bot.care.safety.episodes.protocol import HUMAN, RESTING
from bot.care.safety.episodes.texts import Texts

OVERDUE = "overdue"  # what the client was told about people last
GROUP = "human.overdue"
# States without an alarm, with a faint one, with a person who holds the talk, or that are over.
SILENT = ("CHECK", "GENTLE", HUMAN, *RESTING)


def is_told(episode: Episode, human: Human) -> bool:
    """Whether this client is told now that nobody has opened the alert.

    Not where somebody may be reading along, or has not said yet whether it is safe to write. Not where the alarm may
    be none and is of the lowest tier: there the truth about people comes with the answer.
    """
    if not human.overdue or human.state == "opened" or episode.human == OVERDUE or episode.state in SILENT:
        return False
    if episode.strand == "abuse" and (episode.watched or episode.question == "safe_to_write"):
        return False
    return not (episode.unsure and episode.tier == "elevated")


def tell(words: Texts, episode: Episode, human: Human, lines: Lines) -> Stepped | None:
    """The one line, and the episode that knows that it was said; None where it is not to be said.

    The question that is open stays open, in its own words. Where every text was said before, the first is said again:
    it has the numbers in it.
    """
    if not is_told(episode, human):
        return None
    text = words.pick(GROUP, episode.used) or words.groups[GROUP][0]
    course = Course(episode, Heard(""), human, lines, "hold", None)
    used = tuple(dict.fromkeys((*episode.used, text.id)))
    after = replace(episode, human=OVERDUE, used=used, lines=" / ".join(course.numbers()))
    return Stepped(after, (Bubble(course.fill(text.text), (text.id,)),))

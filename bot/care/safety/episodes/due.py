"""What is due in one step of the safety conversation: numbers, an answer to an obstacle, which parting, a quotation."""

from bot.care.safety.episodes.course import OVER, URGENT, Course
from bot.care.safety.episodes.learning import WORTH
from bot.care.safety.episodes.protocol import REASSURING, WORRYING
from bot.care.safety.escalations import TIERS

ASKS_FOR_NUMBERS = {"crisis_numbers", "text_instead", "is_it_an_emergency_number"}
NUMBERS_IN_PARTING = ("NOW", "WAIT", "HOW_NEAR")
# Questions about reaching people: only after these, what stands in the way of it is answered.
ABOUT_REACHING = (
    "call", "emergency_call", "company", "tonight", "knows", "clinic", "clinic_today", "abuse_line", "call_for_them",
    "ask_person", "somebody_there", "distance", "ask_them",
)  # fmt: skip
# Where nothing is said back: another may read it there, it has no time, or what they hear is not to be echoed.
NEVER_SAID_BACK = ("abuse", "medical", "voices", "harm_to_others")
CONFIDING = ("life", "hurting", "meant", "check")  # questions whose yes is a confession
CONFIDED = ("yes", "partly", "unsure", "means", "time", "something_to_do", "fear")


def numbers(course: Course, *, shown: bool) -> bool:
    """Whether numbers are due: at an alarm, when it rises or its strand changes, when asked, for a body in danger.

    `shown` says that a crisis line stands in what is said already.
    """
    episode, before = course.episode, course.before
    if (
        course.kind == "opening"
        or (course.kind == "raised" and course.heard.firm)
        or ASKS_FOR_NUMBERS & set(course.heard.topics)
    ):
        return True
    if course.kind in (*OVER, "visit", "helped") or episode.help is not None:
        return False
    if not episode.lines:
        return True  # none has been said: it began with a question without numbers
    other = before is not None and before.strand != episode.strand
    if before is None or course.raised or (other and " / ".join(course.numbers()) != episode.lines):
        return True
    if course.heard.minor and not before.minor:
        return True  # there is a line for young people
    if episode.strand == "medical" and episode.state in URGENT:
        return True
    if course.heard.answer == "farewell":
        return parting(course) != "together" and not shown
    if course.heard.answer == "other_language":
        return True
    if "wont_call" in episode.heard.values():
        return False  # they said that they will not call: "Need help now?" and the parting words have the numbers
    if episode.unsure or course.heard.doubtful or course.heard.unclear:
        return False  # not again for what may be a misunderstanding
    return course.rose or (episode.state == "NOW" and before.state != "NOW")


def obstacle(course: Course) -> bool:
    """Whether something stands in the way of what was just asked."""
    before, heard = course.before, course.heard
    if not heard.barrier or heard.there or course.answer == REASSURING or heard.answer == "will_step":
        return False
    if course.episode.strand == "someone_else" and (heard.answer not in ("wont_call", "fear") or heard.unclear):
        return False
    if (course.episode.strand == "medical") != (heard.barrier == "cost"):
        return False  # a text to a line is no way out there, and a bill is of no concern elsewhere
    return heard.answer in ("wont_call", "fear") or (before is not None and before.question in ABOUT_REACHING)


def parting(course: Course) -> str:
    """Which parting words fit: `together`, `now`, `eased` or `today`."""
    episode = course.episode
    if course.heard.there or episode.help is not None or "somebody_there" in episode.known:
        return "together"
    declined = "wont_call" in episode.heard.values() or episode.eased
    if (episode.state in NUMBERS_IN_PARTING and not declined) or episode.tier == TIERS[-1]:
        return "now"
    return "eased" if episode.heard.get("better") == "yes" else "today"


def is_quotable(course: Course) -> bool:
    """Whether some of their own words may be said back."""
    near = course.heard.answer in WORTH
    return course.heard.words is not None and course.episode.strand not in NEVER_SAID_BACK and not near


def is_confided(course: Course) -> bool:
    """Whether somebody has just said yes, or half of it, to the question about dying."""
    before, heard = course.before, course.heard
    if before is None or before.question not in CONFIDING or heard.unclear or heard.denied or heard.doubtful:
        return False
    return course.answer == WORRYING or heard.answer in CONFIDED

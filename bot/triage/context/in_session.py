"""In session: what belongs to a ketamine treatment session and ended with it."""

from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match

SESSION = compile_words(
    r"(?:in|during|inside|under|into|throughout|from|on|after|through|within|while|at the peak of|at "
    r"the height of|of) (?:my |the |this |that |a |last |yesterday 's |today 's |first |second |third "
    r"|this morning 's )*(?:session|sessions|infusion|journey|trip|experience|treatment|medicine|"
    r"ketamine|k hole|khole|lozenge|dose|come ?up|peak|vision|ceremony|there|void)|k ?hole|the "
    r"(?:session|journey|medicine|infusion|trip) (?:took|showed|brought|felt|was|got|made|started|"
    r"kicked)|when (?:it|the medicine|the ketamine|the dose) (?:kicked in|hit|peaked|came on|started)|"
    r"while i was (?:in|under)|(?:came|coming) (?:back|out of it|down)|ego (?:death|dissol\w+)|in "
    r"session|mid session|tripping"
)
PEACE = compile_words(
    r"(?:beautiful|peaceful|peace|awe|relief|relieved|calm|love|loved|loving|okay|fine|ok|grateful|"
    r"gratitude|bliss|blissful|free|light|joy|reborn|wonder|wonderful|gentle|safe|warm|home|passed|"
    r"over|settled|surrender\w*|let go|amazing|incredible|profound|sacred|oneness|melted|dissolved|"
    r"came back|wore off|at the time|for a (?:moment|minute|second|bit|while)|then it|and then|faded|"
    r"gone now)"
)
LASTING = compile_words(
    r"still|{DAYS}|right now|tonight|this morning|today|now|again|even after|afterwards and|ever since"
)


def in_session(match: Match) -> bool:
    """Whether it happened inside the treatment session, and nothing says that it lasts."""
    if not SESSION.search(match.flat):
        return False
    if LASTING.search(match.flat):
        return False
    past = compile_words(
        r"(?:was|were|felt|saw|heard|became|thought|could|did|died|had|seemed|looked|got|came|went|"
        r"told|said|started|passed|knew|kept|would)"
    ).search(match.flat)
    return bool(past) and not compile_words(r"(?:can|do|am|is) not (?:breathe|stop|wake)").search(match.flat)


def in_session_vision(match: Match) -> bool:
    """Whether it was a vision in the treatment session: in the past tense, and ending in peace."""
    return (
        in_session(match)
        and bool(PEACE.search(match.flat))
        and not compile_words(r"want|wish|going to|tonight|plan").search(match.matched)
    )


def peaceful(match: Match) -> bool:
    """Whether a memory was met and has settled."""
    return bool(PEACE.search(match.flat)) and not compile_words(
        r"can not|too much|stop|every night|not ok|not okay|alone|scared|help"
    ).search(match.flat)

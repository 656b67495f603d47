"""Historical: what is said lies in the past, or is over ("when i was 16 i wanted to die, i am fine now")."""

from bot.triage.context.negation import NEGATIONS, opaque_between
from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match

REMOTE = compile_words(
    r"(?:years|decades|a decade|ages|a long time|long) (?:ago|before|back)|when i was (?:{G2})(?:a |"
    r"in )?(?:kid|child|teen|teenager|young|younger|little|\d+|"
    r"school|college|university|high school|girl|boy|student|seventeen|sixteen|fifteen|fourteen|"
    r"eighteen|nineteen|twenty)|back in (?:\S+ )?(?:the day|college|school|high school|\d+|my|the)|in "
    r"(?:19|20)\d\d|in my "
    r"(?:teens|early|late|twenties|20s|thirties|30s|youth|childhood|past)|"
    r"(?<!like i )(?<!as i )used to|in the past|last year|"
    r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+|many|several|some|few) years? "
    r"(?:ago|back)|as a (?:kid|child|teen|teenager|young)|"
    r"before (?:treatment|ketamine|i started|i got|therapy|rehab|the treatment|i found|i began|my "
    r"kids|recovery)|growing up|in (?:high school|college|middle school|university)|in another life|"
    r"(?:\d+|two|three|four|five|six) months ago|in the nineties|my (?:old|former|past) (?:life|self)"
)
STILL = compile_words(
    r"again|still|lately|these days|tonight|right now|today|now i|recently|this (?:week|morning|"
    r"month)|(?:came|come|coming|comes|is|are) back|returned|since (?:i|then|the|my)|ever since|"
    r"(?:have|has) been|keep|keeps|and now|anymore i|getting worse|every (?:day|night)"
)
OVER = compile_words(
    r"(?:but )?(?:not|no longer|no more) (?:anymore|any longer|now|today|these days|since)|no longer|"
    r"(?:i am|i feel|feel|feeling|am|doing|things are|life is|it is|got|gotten|getting|been|so much|"
    r"much) (?:so )?(?:fine|better|good|great|ok|okay|happy|well|glad|grateful|"
    r"thankful|stable|at peace|recovered|safe|healed|past that|past it|over it|different|free of "
    r"(?:it|that))(?: now| today| these days)?|glad (?:i|that|to)|grateful (?:i|that|to|for)|(?:have|"
    r"has) not (?:\S+ )?(?:since|in (?:years|months|over)|for (?:years|months))|clean (?:for|since|"
    r"from)|sober|"
    r"recovered|behind me|long gone|survived|did not die|not like that now|that was then|got help|"
    r"changed my life|saved my life|it passed|(?:is|are|have|has|were|was) (?:all )?(?:gone|lifted|"
    r"faded|disappeared|stopped|vanished|quiet|eased|quieted)"
)
ENDED = compile_words(
    r"^(?:\S+ ){0,6}?(?:(?:is|are|have|has|were|was|all|completely|finally|they|it|just|had|thoughts|"
    r"feelings|went) )*(?:gone|lifted|faded|disappeared|stopped|vanished|went away|quieted|gone away|"
    r"left me|eased|a thing of the past|behind me|in the past|melted away|quiet now|dropped away|"
    r"evaporated|loosened)"
    r"|^(?:has|have|is|was|are|were) (?:been )?(?:gone|lifted|better|less|fading|over|resolved)"
)
NO_LONGER = compile_words(
    r"(?:no longer|without|free (?:of|from)|fewer|less|relief from|cured my|took away (?:my|the)|got "
    r"rid of (?:my|the)|helped (?:me )?(?:with|through)|helps with|saved me from|lifted my|stopped my|"
    r"came through|recovered from|recovering from|survived) "
    r"(?:\S+ ){0,4}$|(?:clean|sober|free) (?:\S+ ){0,3}$"
)


def past_resolved(match: Match) -> bool:
    """Whether it is long past, and nothing says that it goes on or has come back."""
    sentence = match.flat
    if not REMOTE.search(sentence) and not REMOTE.search(match.before):
        return False
    if compile_words(r"since (?:i was|years|college|school|childhood|then)|for (?:\S+ )?years").search(
        sentence
    ) and not OVER.search(sentence):
        return False
    if OVER.search(sentence):
        return not compile_words(
            r"(?:but|and) (?:now|lately|today|tonight|this week)|again|(?:came|coming) back"
        ).search(match.after)
    return not STILL.search(sentence)


def resolved(match: Match) -> bool:
    """Whether it is said to be over ("the thoughts are gone")."""
    if compile_words(r"again|still|until|came back|come back|coming back|but").search(match.after):
        return False
    if ENDED.search(match.after):
        return True
    near = " ".join(match.before.split()[-6:]) + " "
    return (
        bool(NO_LONGER.search(near))
        and not _negated_but_opaque(near)
        and not compile_words(r"(?:but|still)").search(near)
    )


def _negated_but_opaque(near: str) -> bool:
    return bool(NEGATIONS & set(near.split())) and opaque_between(near)

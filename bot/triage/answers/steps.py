"""The protective step inside a message ("i could wake her"), letter for letter, so that it can be said back."""

import re

from bot.triage.answers.features import plain

FEWEST, MOST = 2, 8  # words; a shorter step says nothing, a longer one is a story
_CLAUSES = re.compile(r"[^.,;:!?()\n–—\"“”…]+")
_JOINED = re.compile(
    r"\s+(?:and then|and|then|but|so|cos|cuz|coz|because|though|tho|or|plus|if|when|while|til|till|until|unless"
    r"|although|as soon as)\s+",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:(?:ok(?:ay)?|k|fine|alright|all right|right|yes|yeah|yep|ye|yea|yh|sure|well|um+|uh+|so|and|but|then|no|nah"
    r"|honestly|actually|just|maybe|hang on|hold on|wait|i guess|i suppose|oh|hm+|please|lol|nobody yet"
    r"|not yet)\s+)+(?=\S)",
    re.IGNORECASE,
)

_THOUGHT = r"(?:i )?(?:suppose|guess|think|reckon|s'?pose) |maybe |perhaps |probably "
_AUXILIARY = (
    r"(?:i (?:will|shall|can|could|might|should|am going to|am gonna|have|just)|i'?ll|i'?ve|i'?m gonna|i'?m going to"
    r"|i'?m|i am|gonna|going to|will|can|could|about to|let me|i)"
)
_ACTS = (
    "call|calling|called|ring|ringing|rang|rung|phone|phoning|phoned|text|texting|texted|message|messaging"
    "|messaged|dial"
    "|dialling|dialing|facetime|facetiming|wake|waking|woke|tell|telling|told|ask|asking|asked|go|going|went|walk"
    "|walking"
    "|walked|leave|leaving|left|give|giving|gave|given|hand|handing|handed|lock|locking|locked|put|putting|move"
    "|moving"
    "|moved|throw|throwing|threw|flush|flushing|flushed|bin|binned|stay|staying|sit|sitting|sleep|sleeping|talk"
    "|talking"
    "|speak|speaking|knock|knocking|knocked|book|booked|booking|see|show|try|coming|come|email|emailing|emailed|head"
    "|heading|pack|packing|breathe|breathing|step|stepping|stepped|run|running|wait|waiting|find|finding"
)
_ACTS = re.sub(r"ing\b", r"in'?g?", _ACTS)  # "callin", "dialin'"
_STEP = re.compile(
    rf"(?:{_THOUGHT})?(?:{_AUXILIARY} )?(?:just |also |probably |definitely |now |then |at least )*(?:{_ACTS})\b"
)
_COMING = re.compile(r"\b(?:is|are|he's|she's|they're|mum's|mom's|dad's) (?:coming|on (?:his|her|their|its|the) way)\b")
_NOT_OPENING = re.compile(r"i (?:won'?t|will not) (?:open|answer|let|go near|be alone)\b")
_NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|don'?t|doesn'?t|didn'?t|can'?t|cannot|won'?t|wouldn'?t|couldn'?t|isn'?t"
    r"|ain'?t|haven'?t|without|nor|hardly)\b"
)
_CONDITION = re.compile(r"\b(?:if|unless|when|once|until|til|till|after|before)\b")
# Only what they mean to do is said back, and nothing that they tell somebody of themselves.
_MEANT = re.compile(
    rf"(?:{_THOUGHT})?(?:i'?ll|i will|i shall|i could|i can|i might|i should|i am going to"
    r"|i'?m (?:just )?(?:going to|gonna)|im (?:just )?(?:going to|gonna)|gonna|going to|let me"
    r"|i'?m (?:going|walkin'?g?|callin'?g?|ringin'?g?|textin'?g?|knockin'?g?|wakin'?g?|dial+in'?g?|phonin'?g?)"
    r"|callin'?g?|ringin'?g?|textin'?g?|dial+in'?g?"
    r"|i(?: just)? (?:called|texted|told|rang|woke) (?:him|her|them|my|mum|mom|dad))\b"
)
_REPORTED = re.compile(r"\b(?:telling|tell|told|said) (?:you|u|him|her|them)? ?(?:that )?(?:i'?m|im|i am|you|u)\b")
_OPEN_END = re.compile(r"\b(?:go|going|try|to|and|it|them|one|some|that|do)$")  # says too little alone
# Things that could hurt, and words that make another thing of a step once it stands alone.
_DOUBTFUL = re.compile(
    r"\b(?:pills?|tablets?|tabs|meds?|medication|medicines?|insulin|dose|overdose|blades?|razors?|kni(?:fe|ves)"
    r"|scissors"
    r"|ropes?|cord|noose|belt|guns?|pistol|rifle|shotgun|weapons?|ammo|bullets?|bridge|cliff|roof|tracks?|trains?"
    r"|rail(?:way|s)|harbou?r|river|sea|petrol|gas|poison|bleach|lighter|ketamine|vodka|drink|alcohol|balcony|window"
    r"|die|dead|kill|suicide|end|ending|cut|cutting|jump|hang|hurt|myself|forever|goodbye|bye|away from it all)\b"
)


def step_in(text: str) -> str | None:
    """The first clause of `text` that is a protective step, in the client's letters, 2 to 8 words; None without one.

    None also where the clause could mean something else once it stands alone: with a means, a number, a denial, or
    behind a condition.
    """
    clauses = ["", *_clauses(text), ""]
    for before, clause, after in zip(clauses, clauses[1:], clauses[2:], strict=False):
        found = _FILLER.sub("", clause.strip()).strip()
        said = plain(found)
        conditional = _CONDITION.search(plain(before)) or _CONDITION.match(plain(after))
        meant = (_MEANT.match(said) or _COMING.search(said) or _NOT_OPENING.match(said)) and not _REPORTED.search(said)
        if _is_step(said) and meant and not conditional and not _refused(found, said):
            return found
    return None


def _clauses(text: str) -> list[str]:
    """The clauses; one that follows "if" or "when" keeps that word, so that the condition is seen."""
    found: list[str] = []
    for piece in _CLAUSES.findall(text):
        at = 0
        for joint in _JOINED.finditer(piece):
            found.append(piece[at : joint.start()])
            at = joint.start() if _CONDITION.search(joint.group().lower()) else joint.end()
        found.append(piece[at:])
    return [clause for clause in found if clause.strip()]


def _is_step(said: str) -> bool:
    return bool(_STEP.match(said) or _COMING.search(said) or _NOT_OPENING.match(said))


def _refused(found: str, said: str) -> bool:
    words = found.split()
    if not FEWEST <= len(words) <= MOST or any(char.isdigit() for char in found) or _DOUBTFUL.search(said):
        return True
    return bool(
        _CONDITION.search(said) or _OPEN_END.search(said) or (_NEGATED.search(said) and not _NOT_OPENING.match(said))
    )

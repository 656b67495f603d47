"""Benign sentences: an allow list of whole sentences that must never alarm, however much they sound like it.

They are left out, and what remains of the message is read again: "let my ego die. i want to die too" stays what it is.
A sentence that goes on in any other way ("not gonna kill myself yet") is none of these.
"""

import re
from dataclasses import dataclass

from bot.triage.text.normalization import Window


@dataclass(frozen=True)
class Benign:
    """One kind of harmless sentence, and why it is. `whole` matches the sentence from its first word to its last."""

    id: str
    reason: str
    whole: re.Pattern[str]


_SELF = (
    r"(?:old (?:me|self|version of me)|perfectionist(?: in me)?|people pleaser(?: in me)?|inner critic|ego|mask|"
    r"fear|shame|guilt)"
)
ALL = (
    Benign(
        "calm.denied",
        "the wish or act itself is denied, and nothing else is said",
        re.compile(
            r"(?:no|nah|honestly|well|and|but|ok|okay)?(?: )?"
            r"i (?:do not want|am not going|am not trying|am not planning|never want|would never want) to "
            r"(?:die|be dead|kill my ?self|hurt my ?self|end my life|harm anyone|hurt anyone)"
        ),
    ),
    Benign(
        "calm.small_step",
        "evenings or days with or without a thing of everyday life",
        re.compile(
            r"(?:(?:a|one|two|three|four|five|six|seven|\d+|every|most|some) )?"
            r"(?:nights?|evenings?|mornings?|days?|weeks?|meals?|walks?) (?:with|without|away from) "
            r"(?:the|my|a|any|no)? ?(?:phone|screens?|tv|laptop|computer|coffee|sugar|news|alarm|emails?|radio|car)"
            r"(?: (?:out|off|away|in|on|of|from|the|my|a|bedroom|room|drawer|kitchen|hall|table|house|other))*"
        ),
    ),
    Benign(
        "calm.helpline",
        "a help line that was offered is wondered at",
        re.compile(
            r"(?:(?:what|whoa|wait|why|the|a|an|um|huh|no|lol|sorry|seriously|hang on|dude|mate|bro|did you say) )*"
            r"(?:suicide|crisis) (?:help ?line|hot ?line|life ?line|prevention|line|numbers?)"
            r"(?: (?:what|why|for|lol|seriously|thing|stuff|really|though|me))*"
        ),
    ),
    Benign(
        "calm.nature",
        "something of nature that asks for nothing",
        re.compile(
            r"(?:and )?(?:the )?(?:river|water|sea|lake|ocean|wind|forest|mountains?|trees?|sky|garden|moon|dog|cat) "
            r"(?:do not|does not|never|just)? ?(?:asks?|wants?|needs?|expects?) (?:nothing|anything) (?:of|from) me"
        ),
    ),
    Benign(
        "calm.senses",
        "something of nature or of the kitchen on the skin",
        re.compile(
            r"(?:and |just |then )?(?:the )?(?:salt|sun|sand|rain|wind|light|snow|flour|paint|chalk|mud|soap|spray)"
            r" (?:on|in|over|across) my (?:arms?|face|skin|hands?|hair|back|legs?|feet|shoulders?)"
        ),
    ),
    Benign(
        "calm.sport",
        "a board over a swimming pool",
        re.compile(
            r"(?:\S+ ){0,8}(?:jump|jumps|jumped|jumping|dive|dives|diving)(?: \S+){0,3} (?:high|diving|spring) ?board"
            r"(?: \S+){0,6}"
        ),
    ),
    Benign(
        "calm.old_self",
        "an old self or a mask may die so that somebody lives",
        re.compile(
            rf"(?:(?:i )?(?:want|wanted|am ready for|am ready to let)|to let|let) (?:the |my |this |that ){_SELF} "
            r"(?:to )?(?:die|dissolve|fall away|burn away)"
            r"(?: (?:so )?(?:that )?(?:something|someone) new can (?:grow|live|begin|come|be born))?"
        ),
    ),
)


def benign(sentence: Window) -> Benign | None:
    """The kind of benign sentence that this is, or None."""
    flat = sentence.flat.strip()
    return next((kind for kind in ALL if kind.whole.fullmatch(flat)), None)

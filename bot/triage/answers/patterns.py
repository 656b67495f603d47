"""Words that speak for a danger class: where the classifier hesitates, they decide for it."""

import re

from bot.triage.answers.features import plain

SAFETY_QUESTIONS = frozenset({"safe_tonight", "safe_where", "and_you"})
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_LINES = {
    "done": (
        r"\balready (?:did|done|took|taken|started|seen to|in me|inside|down|swallowed|cut|drank|acted)",
        r"\b(?:took|taken|swallowed|finished|emptied|drank|downed)"
        r" (?:them|it|em|the lot|the whole|all|everything|my|some|a|what|too)\b",
        r"\b(?:i|i'?ve|just|have) (?:just |already |have |went and |really )?"
        r"(?:cut|overdosed|od'?d|burn(?:t|ed)|stabbed|jumped|tried)\b|^(?:well |yes |yeah )?(?:i )?tried\b",
        r"\b(?:acted on it|(?:did|done) (?:it|something)|it'?s done|job'?s done|too late|down the hatch)\b",
        r"\b(?:an hour|minutes?|hours) ago\b|\bempty\b",
    ),
    "howto": (
        r"\bhow (?:many|much|fast|long|deep|high|quick\w*|strong)\b.*"
        r"\b(?:take|need|works?|die|dying|enough|lethal|fatal|kill|would|does|till?)\b",
        r"\b(?:lethal|fatal|painless\w*|quickest|fastest|easiest|which (?:way|one)|what (?:dose|amount))\b",
    ),
    "means": (
        r"\b(?:pills?|tab(?:let)?s?|meds|insulin|painkillers?|paracetamol|sleepers|stash|blades?|razors?|kni(?:fe|ves))\b",
        r"\b(?:ropes?|cord|noose|belt|guns?|pistol|rifle|shotgun|ammo)\b",
        r"\b(?:bridge|cliff|roof|balcony|tracks?|platform|garage|bleach|river|harbou?r)\b",
    ),
    "time": (
        r"\b(?:tonight|tomorrow|midnight|weekend|payday|birthday|christmas|soon|later|o'?clock|in an hour)\b",
        rf"\b(?:by (?:morning|then)|{_DAY})\b|\b\d+ ?[ap]m\b",
        r"\b(?:when|once|after|before|till?|until)"
        r" (?:they|he|she|the|my|everyone|everybody|i|it|this|his|her)\b",
        r"\b(?:counting down|more sleeps|set a date|decided (?:on|for)|waiting for)\b",
    ),
}
_NOT_SAFE = (
    r"\bnot (?:really |very |so |at all )?safe\b",
    r"\b(?:can'?t|cannot|couldn'?t|can not) (?:promise|swear|say|guarantee|trust|be sure|vouch|keep)",
    r"\b(?:don'?t|do not|wouldn'?t|would not|didn'?t)"
    r" (?:trust|bet|count|fancy|think so|think i|leave me|put money|feel safe)",
    r"\b(?:no|nope|nah)\b.{0,40}\b(?:safe|ok|okay|alright|fine|can'?t)\b",
    r"\blosing\b|\b(?:i'?m|i am|be) (?:the danger|scared of me|lying)\b",
)
_PATTERNS = {cls: re.compile("|".join(lines)) for cls, lines in _LINES.items()}
_PATTERN_NOT_SAFE = re.compile("|".join(_NOT_SAFE))


def spoken_for(text: str, question: str | None) -> frozenset[str]:
    """The danger classes that words of `text` speak for; `no` where they say "not safe" to a question about safety."""
    said = plain(text)
    found = {cls for cls, pattern in _PATTERNS.items() if pattern.search(said)}
    if question in SAFETY_QUESTIONS and _PATTERN_NOT_SAFE.search(said):
        found.add("no")
    return frozenset(found)

"""Hypothetical: what is said did not happen to the speaker: a question, a subject of study, a song or a film."""

from bot.triage.context.experiencer import FIRST, FIRST_PERSON, subject_of
from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match

FICTION = compile_words(
    r"(?:song|lyrics?|movie|film|book|novel|episode|album|show|series|video ?game|band|poem|play|"
    r"essay|article|podcast|documentary|musical|opera|chapter|character|characters|protagonist|hero|"
    r"villain|scene|story|anime|netflix|fanfic|screenplay|script|game|"
    r"musician|singer|track|playlist|sitcom|comic|manga|dnd|fiction)"
)
LYRIC = compile_words(
    r"(?:called|titled|named|goes|says|about|where|in which|when|line|lyrics?|by|singing|sings|sang|"
    r"sing|written|wrote|writing|watched|watching|read|reading|saw|in the|in a|in this|the main|say|"
    r"listening|plays?|played|killed off|on repeat|stuck in my head|listen)"
)
TOPIC = compile_words(
    r"(?:pharmacology|toxicology|nursing school|studying|research|study|studies|article|statistic\w*|"
    r"awareness|prevention|training|course on|essay|paper|documentary|podcast|volunteer\w*|hotline "
    r"worker|crisis line volunteer|professor|lecture|news|psychology|rates?|clinical trial|trial|risk "
    r"factors?|fda|label|policy|squad)"
)
QUESTION_START = compile_words(
    r"^(?:and |but |so |hi |hello |hey |also )*(?:can(?! not)|could(?! not)|does(?! not)|do(?! not)|"
    r"did(?! not)|is(?! not)|are(?! not)|was|will|would|should|what|how|why|when|where|who|which|has|"
    r"have|may|might|am|anyone know|any idea)"
)
TREATS = compile_words(
    r"(?:help|helps|cause|causes|treat|treats|reduce|reduces|increase|increases|worsen|work|works|effective|trigger|triggers|"
    r"overdose on|risk|side effects?|prescribed|used|approved|studies|make (?:people|you|one))"
)
MEDICAL_TOPIC = compile_words(
    r"(?:side effects?|risk of|risks of|history of|family history|my (?:mom|mum|dad|grand\w+|father|"
    r"mother|uncle|aunt) (?:had|has|died)|consent form|leaflet|monitor\w*|they (?:check|measure|take) "
    r"my|cuff|drink\w* (?:more|lots of) water|heard (?:that )?(?:it|ketamine) can|read (?:that|about)|"
    r"warned|worried about getting|laughing)"
)
HYPOTHETICAL = compile_words(
    r"(?:what (?:happens|would happen|if)|if (?:i|someone|you|one|a person) (?:were to|was to|ever|"
    r"would|could|accidentally|take|took|drink|mix|miss)|is it (?:ok|okay|safe|dangerous|bad)|can i|"
    r"could i|should i|am i allowed|in case|afraid of|what to do if|nervous (?:about|that)|worried "
    r"(?:about|that|i will|i might)|hypothetically|promise(?:d)? not to|i (?:will|would) (?:not|"
    r"never)|scared (?:of|that i will|i will|i might))"
)


def fiction(match: Match) -> bool:
    """Whether a song, a film, a book or a game says it: named, quoted, or with another subject."""
    around = match.flat
    if not FICTION.search(around) or not LYRIC.search(around):
        return False
    quoted = '"' in match.window.spoken
    named = compile_words(
        r"(?:song|movie|film|book|novel|album|poem|show|series|game|track|play|story|episode|"
        r"character|scene|lyrics?|documentary|musical) (?:\S+ ){0,4}(?:called|titled|named|about|"
        r"where|in which|when|goes|says|say|that says|with the line)"
    ).search(match.before)
    subject = subject_of(match)
    return bool(quoted or named or (subject is not None and subject.lower_ not in FIRST))


def asked_about(match: Match) -> bool:
    """Whether it is a question about the matter at large, with nobody's wish in it."""
    asks = match.window.question or QUESTION_START.search(match.flat)
    if not asks or not QUESTION_START.search(match.flat):
        return False
    if match.rule.category in {"suicide", "self_harm"} and not TREATS.search(match.flat):
        return False  # "is it normal to want to die?" is asked for oneself
    if not FIRST_PERSON.search(match.flat):
        return True
    permission = compile_words(
        r"^(?:and |but |so )*(?:can|could|should|may|do|will|would|is it (?:ok|okay|safe|bad|"
        r"dangerous) (?:to|if)|what (?:happens|if)|how long|when (?:can|should))"
    )
    return (
        match.rule.category in {"misuse", "medical", "dissociation"}
        and bool(permission.search(match.flat))
        and not compile_words(r"i (?:have |already |accidentally )?(?:took|drank|had|mixed|have been|am)").search(
            match.flat
        )
    )


def topic(match: Match) -> bool:
    """Whether it is a subject of study or of the news."""
    return bool(TOPIC.search(match.flat)) and not compile_words(
        r"i {G4}(?:want|am|feel|have|think|thinking|plan)"
    ).search(match.flat)


def medical_topic(match: Match) -> bool:
    """Whether a risk or a history is spoken of, not a symptom."""
    return bool(MEDICAL_TOPIC.search(match.flat))


def hypothetical(match: Match) -> bool:
    """Whether it is asked, imagined or feared, not done."""
    return bool(HYPOTHETICAL.search(match.flat))

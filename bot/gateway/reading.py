"""Reading: what the words of one message come to, with its triage and the safety question that is open. Pure.

Rules stand beside two networks. The classifier of answers (`bot.triage.answers`) needs words for whatever claims much
of somebody; what the network of mentions finds (`bot.triage.mentions`) chooses words, and leads nowhere by itself. No
reading lowers a tier that a rule of triage raised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot import triage
from bot.care.accounts import countries
from bot.care.messages.spool import Assessment
from bot.care.safety.episodes.episode import HELPED, Heard
from bot.care.safety.episodes.protocol import WORSE, protocol
from bot.care.safety.episodes.texts import texts
from bot.triage import answers
from bot.triage.answers import cues, people, plain_questions, subject, told
from bot.triage.answers.patterns import spoken_for
from bot.triage.answers.question_form import has_question
from bot.triage.mentions.said_back import said_back

MOST_TOPICS = 2  # answered at once; more in a row is too much to read
MOST_THEMES = 2
TOPIC, THEME, FACT = "topic.", "theme.", "fact."  # the kinds of what the network of mentions finds
# From which likelihood on something told is received in words of its own: a wrong claim hurts more than a mere "okay".
SAID_THEME, SAID_FACT = 0.96, 0.9
SURE_TOPIC = 0.9  # of a direct question, where a sentence has the form of one
# Facts that are good news: not said back to somebody in whose words a danger is heard.
GOOD_FACTS = ("not_taken", "not_suicidal", "moved_away", "they_are_ok", "person_is_coming")
COMPARING = ("better", "since")  # questions whose answer can be that it is worse
BEING_SAFE = ("safe_tonight", "safe_where", "and_you")  # a "no" there can deny the danger instead of the safety
ABOUT_SUICIDE = ("suicide", "suicide_now", "heavy")  # strands in which a clear denial is one, whatever was asked
OF_THE_HELPER = {"panic", "third_party", "asks_for_human"}  # categories that good news of another may come with
NEAR = ("done", "time", "means", "howto")
DENIED_BY_NO = (
    "gentle", "life", "hurting", "reach", "done_already", "body_now", "told_to_do", "bleeding", "meant", "check",
)  # fmt: skip
# Questions that open a conversation, or ask whether it was meant: "i only said it didn't work" answers them,
# where nothing is heard in it.
FIRST_ASKED = ("gentle", "life", "check", "safe_where", "meant")
ABOUT_PEOPLE = ("company", "tonight", "somebody_there", "knows", "ask_person", "call_for_them")
# Asked in plain words, or not at all: an exercise in answer to "who would mind the dog?" hurts.
PLAINLY_ASKED = ("something_for_my_hands", "do_you_believe_me", "crisis_numbers")
# Asked about by "can we do the session?" only in sound.
ABOUT_SESSIONS = ("can_i_have_my_session_still", "will_this_affect_my_treatment", "should_i_stop_treatment")
OWN_WORDS = "own_words"  # the theme of words that they have found for somebody themselves
SENT = "just_sent"  # the theme of what has just been sent to somebody
HEAVY = {"unreal", "body_strange", "tight_chest", "session_frightened_me"}  # themes of that strand
# What only the encoder hears of these is asked about directly and with numbers.
# A misuse that nobody names, at the lowest tier ("didn't do anything"), is asked about gently.
GRAVE = {"medical", "misuse", "abuse", "psychosis_mania", "harm_to_others", "third_party"}
SAID_DARKLY = {"suicide", "hopelessness", "self_harm"}  # what the encoder alone may be asked about by name
STEP_INSTEAD = ("else", "unsure", "no", "wont_call", "fear", "repeat_complaint", "partly", "wont_say", "will_step")
SAID_WITH_YES = ("life", "hurting")  # a yes there is one, whatever else is said
NOT_OF_A_DAY = ("abuse", "someone_else", "heavy")  # strands in which a day that is named is no day to die on
NOT_SENT_THERE = ("abuse", "someone_else", "harm_to_others")  # strands in which a message sent is no step for oneself
ABOUT_WISHES = ("gentle", "life", "check", "hurting", "meant")  # a day in the answer may be that of a session
# How sure the classifier has to be of a class that says much of somebody, where no words of it are there.
BELIEVED_WITHOUT_WORDS = {
    "taken_back": 0.92,
    "who_sees": 0.7,
    "farewell": 0.8,
    "something_to_do": 0.95,
    "back_to_coaching": 0.85,
    "someone_else": 0.995,  # "i said my mom", "my cousin would come": only words of a danger lead to another person
}
NAMED_BACK = ("will_step", "person_here")  # taking these for granted ends nothing: the conversation goes on
SHORT_ANSWER = 8  # words
LIKELY, SURELY = 0.6, 0.8
CERTAIN = 0.9  # of a reading that nothing but the classifier speaks for, from which on it is said back
OVERRULED = 0.97  # a danger that the classifier is so sure of is not denied by plain words
CERTAIN_QUESTION = 0.9  # of "how would one do it", where no words of it are there
UNCLEAR = "unsure"  # an answer that is not surely good news counts as this one
GOOD_NEWS = frozenset({"yes", "no", "taken_back", "back_to_coaching", "person_here", "will_step"})


@dataclass(frozen=True)
class Asked:
    """What is open in a conversation: the safety question, and whether an episode holds it."""

    question: str | None = None
    holds: bool = False
    strand: str | None = None


@dataclass(frozen=True)
class Message:
    """One message with its triage: `whole`, and as `text` its beginning and its end where it is long."""

    whole: str
    text: str
    found: triage.Assessment
    partial: bool
    language: str
    card: str | None


def understood(
    message: Message,
    assessment: Assessment,
    said: answers.Answer,
    mentioned: Mapping[str, float],
    asked: Asked,
) -> tuple[Assessment, Heard]:
    """What a message is: its triage, which plain words about another person may calm, and all that it tells."""
    text, found, language = message.text, message.found, message.language
    facts = _facts(text, mentioned)
    topics = _topics(text, mentioned, asked)
    calm = found.fresh is triage.Tier.NONE and not found.by_rules
    answer, unclear = _answer(text, said, asked, topics, facts, calm)
    if answer == "time" and asked.question in ABOUT_PEOPLE and found.fresh is triage.Tier.NONE:
        answer, unclear = "else", True  # "my lad's at his mam's till saturday" is no day to die on
    if language != "en" and asked.holds:
        answer = "other_language"
    of_others = set(found.by_rules) <= OF_THE_HELPER  # that their own hands shake takes nothing back
    they_safe = asked.strand == "someone_else" and of_others and cues.they_are_safe(text)
    if they_safe or (asked.holds and _is_denial(answer, text, asked, found)):
        assessment = replace(assessment, tier="none", categories=())
    tier, about, explicit = assessment.tier, subject.about(text), cues.says_it(text)
    categories = found.by_rules or tuple(assessment.categories[:1])
    if about == "someone_else" and not explicit and not cues.taken(text):
        categories = (protocol().strands[about].categories[0],)
    if tier != "none" and not found.by_rules and cues.taken(text):
        categories = ("misuse",)
    elif tier != "none" and not explicit:
        if cues.intrusive(text) and not found.by_rules:
            categories = ("trauma",)  # pictures that frighten whoever has them are no threat; the alert stays
        elif about is not None and "medical" not in found.by_rules:
            categories = (protocol().strands[about].categories[0],)
        elif not found.by_rules and tuple(categories) == ("asks_for_human",):
            pass  # a wish for a person is one, and no danger
        elif not found.by_rules and not (set(categories) & SAID_DARKLY or subject.speaks_for("someone_else", text)):
            categories = ("panic",)  # what it is about the encoder does not know: a question that fits all
    if asked.holds and tuple(assessment.categories) == ("asks_for_human",):
        tier, categories = "none", ()  # the wish is noted, and answered; it is no new danger
        topics = topics or (("want_person",) if told.wants_person(text) else ())
    other, themes = subject.not_me(text), _themes(text, mentioned)
    sent = answer == "will_step" and asked.strand not in NOT_SENT_THERE and cues.just_sent(text)
    if sent:
        themes = (SENT, *themes)[:MOST_THEMES]
    if OWN_WORDS in themes:
        topics = tuple(topic for topic in topics if topic != "what_to_say_to_person")  # they have found them
    if about is None and tier != "none" and not explicit and not set(categories) & SAID_DARKLY and HEAVY & set(themes):
        about = "heavy"  # what they say of their body is no misunderstanding
    if answer in NEAR or tier != "none" or cues.taken(text) or cues.wound(text):
        facts = tuple(fact for fact in facts if fact not in GOOD_FACTS)
    if "person_no" in facts and not (told.refuses(text) or cues.plain_no(text)):
        facts = tuple(fact for fact in facts if fact != "person_no")  # "i don't really ring him" refuses nobody
    if told.help_is(text) in HELPED and "what_to_say_to_person" in topics:
        topics = ("what_to_tell_emergency",)  # "them" are those on the line
    quoted = said_back(text) if asked.strand != "abuse" else None
    heard = Heard(
        message.whole,
        answer=answer,
        tier=tier,
        categories=categories,
        check=found.check and assessment.tier == "none",
        faint=found.faint,
        grave=_is_grave(assessment),
        topics=topics,
        barrier=said.barrier,
        step=said.step if answer == "will_step" else None,
        minor=cues.minor(text),
        veteran=cues.veteran(text),
        watched=asked.strand == "abuse" and cues.watched(text),
        unclear=unclear,
        firm=bool(found.by_rules),
        explicit=explicit,
        denied=cues.denies_somewhere(text, plain=False),
        taken=cues.took(text) if asked.strand == "self_harm" else cues.taken(text),
        wound=cues.wound(text),
        small=told.small_wound(text),
        step_done=cues.step_done(text) or sent,
        denies=cues.denied_strands(text),
        they_safe=they_safe,
        language=language,
        card=message.card,
        country=countries.said(text),
        partial=message.partial,
        doubtful=_is_doubtful(answer, text, said, asked),
        about="someone_else" if other else about,
        other=other,
        not_done=told.not_done(text),
        drowsy=told.drowsy(text),
        near_them=told.near_them(text),
        knowing=told.knowing(text) or "people_know" in themes,
        going=answer == "will_step" and (told.is_going(said.step) or sent),
        asks=told.asks(text) or "asks_other" in facts,
        unheard=asked.holds and (told.unheard(text) or "already_said" in facts),
        themes=themes,
        facts=facts,
        person=people.person(text, asked=asked.question in ABOUT_PEOPLE),
        help=told.help_is(text),
        away=told.away(text),
        there=told.somebody_there(text),
        driving=told.driving(text),
        neck=told.neck(text),
        named_time=told.time_named(text),
        safe=told.says_safe(text) or told.will_not(text),
        body=cues.of_the_body(text) and not cues.took(text),
        words=quoted.words if quoted else None,
        tone="plain" if quoted is None or (quoted.tone == "good" and answer in NEAR) else quoted.tone,
    )
    return assessment, heard


def _speaks_of_it(text: str, asked: Asked) -> bool:
    """Whether plain words speak of a danger, whatever the classifier hears."""
    return (
        bool(spoken_for(text, asked.question) & set(NEAR)) or cues.says_it(text) or cues.taken(text) or cues.wound(text)
    )


def _is_grave(assessment: Assessment) -> bool:
    first = set(assessment.categories[:1])
    return bool(first & GRAVE) and (first, assessment.tier) != ({"misuse"}, "elevated")


def _answer(
    text: str,
    said: answers.Answer,
    asked: Asked,
    topics: Sequence[str],
    facts: Sequence[str],
    calm: bool = False,
) -> tuple[str, bool]:
    """The class of an answer, with what its question makes of it, and whether it is unclear.

    `calm`: triage hears nothing in it, neither by rules nor by the encoder.

    An answer that is not surely good news counts as one that is not, and is received without a claim about it.
    """
    answer = said.cls
    if asked.question in COMPARING:
        if cues.worse(text):
            return WORSE, False
        if cues.better(text) and answer not in NEAR:
            return "yes", False
    if asked.question == "meant" and answer not in NEAR and cues.some_of_it(text):
        return "partly", False
    if asked.strand == "someone_else" and cues.they_are_safe(text):
        return "no", False
    if asked.holds and cues.greeting(text):
        return "else", False
    free = not cues.watched(text) or told.they_are_out(text)
    if asked.question == "safe_to_write" and answer not in NEAR and free and told.says_yes_safe(text):
        return "yes", False
    if asked.question == "safe_to_write" and answer not in NEAR and said.probability < 1.0 and not cues.watched(text):
        if told.they_are_out(text) or told.says_safe(text):
            return "yes", False
        if len(text.split()) > SHORT_ANSWER:
            return "else", True  # somebody who writes so much is not asking for silence
    if asked.question in SAID_WITH_YES and answer not in NEAR and cues.plain_yes(text):
        return "yes", False  # whatever else is in it
    protests = calm and told.protests(text) and not cues.says_it(text) and not cues.wishes_away(text)
    if asked.question in FIRST_ASKED and answer not in NEAR and protests:
        return ("yes" if asked.question in BEING_SAFE else "no"), False
    denied = calm and told.begins_with_no(text) and not cues.says_it(text) and not cues.wishes_away(text)
    if asked.question in FIRST_ASKED and asked.question not in BEING_SAFE and answer not in NEAR and denied:
        return "no", False
    safe = told.says_safe(text) and not cues.says_it(text) and not cues.wishes_away(text)
    if asked.question == "gentle" and answer not in NEAR and safe:
        return "no", False
    refused = told.refuses(text) or cues.plain_no(text) or "person_no" in facts
    if asked.question == "ask_person" and answer not in NEAR and refused:
        return "no", False
    near = answer in NEAR and not _is_overruled(text, said, asked)
    sure_of_danger = near and said.probability >= OVERRULED
    if asked.question in BEING_SAFE and told.says_safe(text) and not (sure_of_danger or _speaks_of_it(text, asked)):
        return "yes", False
    dark = near or (asked.question in BEING_SAFE and answer == "no")
    if asked.strand in ABOUT_SUICIDE and not dark and cues.denies_somewhere(text, plain=False):
        return ("no" if asked.question not in BEING_SAFE else "yes"), False
    if not near and asked.question in DENIED_BY_NO and (cues.plain_no(text) or told.nothing(text)):
        return "no", False
    if asked.question == "done_already" and _nothing_taken(text, near):
        return "no", False
    if asked.holds and not dark and asked.strand not in NOT_SENT_THERE and cues.just_sent(text):
        return "will_step", False  # "sent it. he's typing"
    if asked.holds and not near and cues.back_to_coaching(text):
        return "back_to_coaching", False
    if asked.holds and said.step is not None and answer in STEP_INSTEAD and not dark:
        return "will_step", False  # what they mean to do goes before what stood in its way
    company = asked.holds and not dark and asked.strand != "abuse"  # there it may be the one who is feared
    if company and (told.somebody_there(text) or told.help_is(text) in HELPED):
        return "person_here", False
    if answer == "time" and (topics or (asked.strand in NOT_OF_A_DAY and said.probability < 1.0)):
        return "else", False  # "when will they be here?" names no time of danger
    if answer == "repeat_complaint" and said.probability < SURELY:
        return "else", False
    if not said.sure and answer in GOOD_NEWS and not (answer in NAMED_BACK and said.probability >= LIKELY):
        return UNCLEAR, True
    if answer == "howto" and said.probability < CERTAIN_QUESTION and "howto" not in spoken_for(text, asked.question):
        return "else", True
    long = len(text.split()) > SHORT_ANSWER and said.probability < 1.0
    if answer == "person_here" and (long or said.probability < SURELY or told.nobody_there(text)):
        return "else", True  # nobody is there in so many words
    if answer == "will_step" and said.probability < LIKELY and said.step is None and not cues.step_done(text):
        return "else", True
    if not subject.speaks_for(answer, text) and said.probability < BELIEVED_WITHOUT_WORDS.get(answer, 0.0):
        return (UNCLEAR if answer == "taken_back" else "else"), True
    return answer, said.probability < CERTAIN and answer not in NEAR and answer not in NAMED_BACK


def _nothing_taken(text: str, near: bool) -> bool:
    """Whether nothing was done or taken but the treatment itself: "yes, ketamine, like they told me to"."""
    if told.as_prescribed(text) and not (cues.took(text) or cues.wound(text) or cues.says_it(text)):
        return True
    return not near and cues.nothing_done(text)


def _topics(text: str, mentioned: Mapping[str, float], asked: Asked) -> tuple[str, ...]:
    """The direct questions: by plain words first. Outside of an episode only where a question is asked."""
    found = [
        one.removeprefix(TOPIC) for one, share in mentioned.items() if one.startswith(TOPIC) and share >= SURE_TOPIC
    ]
    found = [topic for topic in found if topic not in PLAINLY_ASKED]
    if not has_question(text):
        found = []  # "i promise i'm safe" asks for no promise
    if not asked.holds and "?" not in text:
        found = []
    if cues.back_to_coaching(text):
        found = [topic for topic in found if topic not in ABOUT_SESSIONS]
    return tuple(dict.fromkeys((*plain_questions.topics(text), *found)))[:MOST_TOPICS]


def _themes(text: str, mentioned: Mapping[str, float]) -> tuple[str, ...]:
    """What is told, by plain words first."""
    plain = texts().theme_of(text)
    found = (
        one.removeprefix(THEME) for one, share in mentioned.items() if one.startswith(THEME) and share >= SAID_THEME
    )
    return tuple(dict.fromkeys((*((plain,) if plain else ()), *found)))[:MOST_THEMES]


def _facts(text: str, mentioned: Mapping[str, float]) -> tuple[str, ...]:
    """What is so now. That nothing was taken counts only in plain words: heard wrongly, it lets somebody go."""
    found = (one.removeprefix(FACT) for one, share in mentioned.items() if one.startswith(FACT) and share >= SAID_FACT)
    return tuple(fact for fact in found if fact != "not_taken" or "medical" in cues.denied_strands(text))


def _is_overruled(text: str, said: answers.Answer, asked: Asked) -> bool:
    """Whether plain words deny a danger that the classifier hears: "God no, I said Thursday at 11".

    Never where they speak of it themselves, or of later ("no, not until Friday").
    """
    if said.probability >= OVERRULED or said.cls == "means" or asked.question not in DENIED_BY_NO:
        return False
    spoken = spoken_for(text, asked.question) - ({"time"} if asked.question in ABOUT_WISHES else set())
    return not spoken and cues.denies_somewhere(text) and not cues.later(text)


def _is_doubtful(answer: str, text: str, said: answers.Answer, asked: Asked) -> bool:
    """Whether a danger is heard by the classifier alone: the alert rises, and the client is asked before any order."""
    if answer == "done":
        return not (cues.taken(text) or cues.wound(text) or said.probability == 1.0 or asked.question == "done_already")
    if answer == "time" and said.probability < 1.0 and told.time_named(text) is None:
        return said.probability < SURELY or "time" not in spoken_for(text, asked.question)
    if answer == "means" and asked.question not in ("reach", "distance"):
        return said.probability < CERTAIN and "means" not in spoken_for(text, asked.question)
    return False


def _is_denial(answer: str, text: str, asked: Asked, found: triage.Assessment) -> bool:
    """Whether the encoder alone heard an alarm in a clear denial: "No, I am not thinking of ending my life".

    Where a rule stands, the alarm stays: the rules know a negation, so something else was said too. And where the
    words do not deny it themselves, only a short answer is taken for one, and never against an imminent danger.
    """
    question = protocol().questions.get(asked.question or "")
    if not found.by_rules and asked.strand == "heavy" and (told.says_safe(text) or told.protests(text)):
        return found.fresh < triage.Tier.HIGH and not _speaks_of_it(text, asked)
    if found.by_rules or question is None or (answer not in question.reassuring and answer != "taken_back"):
        return False
    if cues.denies_the_danger(text) or cues.plain_no(text) or cues.they_are_safe(text):
        return True
    return found.fresh < triage.Tier.IMMINENT and len(text.split()) <= SHORT_ANSWER

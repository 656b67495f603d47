"""What is known after a message: the answer beside its question, and what need not be asked again."""

from dataclasses import replace

from bot.care.safety.episodes.course import BODY
from bot.care.safety.episodes.episode import GOOD_STEPS, HELPED, Episode, Heard, seen_from
from bot.care.safety.episodes.protocol import REASSURING, WORRYING, Protocol
from bot.care.safety.escalations import worse

ONE_KEPT = 2000  # characters of an answer that are kept verbatim
KEPT_ANSWERS = 40
ALONE = ("abuse", "harm_to_others", "someone_else")  # strands in which a person they name may be the other one
_UNSETTLED = ("unsure", "partly", "wont_say")
# What an answer is worth by itself, whatever was asked, and where it stands after a safety question.
WORTH = {"done": "imminent", "time": "imminent", "means": "high", "howto": "high"}


def is_firm(heard: Heard) -> bool:
    """Whether rules find a danger in the words."""
    return heard.firm and heard.tier != "none"


def help_now(episode: Episode, heard: Heard) -> str | None:
    """How far the emergency service is now. That "they" have come says so only where it was called."""
    if heard.help == "none":
        return None
    if heard.help == "they":
        return "here" if episode.help is not None else None
    return heard.help or episode.help


def record(episode: Episode, heard: Heard) -> Episode:
    """Note the answer beside the question it was given to, verbatim, for the coach."""
    asked = episode.question or episode.state.lower()
    said = dict(episode.said)
    heard_as = dict(episode.heard)
    key = asked
    if key in said:
        key = f"{asked} ({sum(1 for one in said if one.split(' (')[0] == asked) + 1})"
    if len(said) < KEPT_ANSWERS:
        said[key] = heard.text[:ONE_KEPT]
        heard_as[key] = heard.answer
    return replace(episode, said=said, heard=heard_as, turns=episode.turns + 1)


def learn(protocol: Protocol, episode: Episode, heard: Heard) -> Episode:
    """What need not be asked again, from what was said."""
    known = dict.fromkeys(episode.known)
    if heard.answer == "means":
        known["reach"] = None
    if heard.answer == "done" and not heard.doubtful and (heard.firm or heard.taken or heard.wound):
        known.update(dict.fromkeys(("done_already", "hurting", "life")))
        if not heard.small:
            known.pop("bleeding", None)
    if heard.taken or "misuse" in heard.categories or heard.answer == "done":
        known.pop(BODY, None)
    elif heard.body and episode.strand not in ("suicide", "suicide_now", "self_harm"):
        known[BODY] = None
    if heard.knowing:
        known["knows"] = None
    if heard.there:
        known["door"] = None
    if heard.they_safe:
        known.update(dict.fromkeys(("they_danger", "with_them", "call_for_them", "ask_them", "knows")))
    if heard.away:
        known.update(dict.fromkeys(("distance", "reach")))
    if heard.help in HELPED and episode.strand == "someone_else":
        known["call_for_them"] = None
    if heard.there and episode.strand not in ALONE:
        known.update(dict.fromkeys(("somebody_there", "company", "tonight", "ask_person")))
    if heard.safe:
        known["safe_tonight"] = None
    if episode.question == "life" and heard.answer in ("yes", "partly", "means", "time") and not heard.unclear:
        known["life"] = None
    if heard.wound:
        known["done_already"] = None
        known["hurting"] = None
    if heard.small:
        known["bleeding"] = None
    if heard.not_done or (episode.question == "done_already" and heard.answer == "no" and not heard.unclear):
        known["done_already"] = None
    if heard.denied or (episode.question == "life" and heard.answer == "no" and not heard.unclear):
        known["life"] = None
        if not is_firm(heard):  # who has no such thoughts has thought of no way (C-SSRS screener, questions 2 and 3)
            known["reach"] = None
    if heard.denied and episode.strand == "self_harm":
        known["die_or_cope"] = None
    if heard.answer == "person_here" and episode.strand not in ("someone_else", "abuse"):
        known.update(dict.fromkeys(("somebody_there", "company", "tonight")))
    if heard.answer == "will_step" and heard.step_done:
        known.update(dict.fromkeys(("somebody_there", "company")))
    if heard.firm and heard.explicit and heard.tier in ("high", "imminent") and "suicide" in heard.categories:
        known["life"] = None
    steps = episode.steps
    if heard.answer == "will_step" and heard.step and heard.step not in steps:
        steps = (*steps, heard.step)
    question = protocol.questions.get(episode.question or "")
    seen = seen_from(question, heard.answer)
    asked = dict(episode.asked)
    if heard.person is not None and heard.person != episode.person:
        asked.pop("ask_person", None)
    eased = episode.eased
    if (seen == REASSURING and question is not None and question.safety) or heard.safe:
        eased += 1
    elif seen == WORRYING or heard.answer in WORTH:
        eased = 0
    said_so = seen in (WORRYING, "partly", "means", "time") and not heard.unclear and not heard.doubtful
    confirmed = heard.explicit or (said_so and question is not None and question.safety)
    person = heard.person or episode.person
    if episode.question == "ask_person" and heard.answer in ("no", "wont_call", "wont_say") and heard.person is None:
        person = None  # not that one
    return replace(
        episode,
        asked=asked,
        eased=eased,
        unsure=episode.unsure and not confirmed,
        person=person,
        help=help_now(episode, heard),
        known=tuple(known),
        steps=tuple(steps),
        tier=worse(episode.tier, heard.tier),
        minor=episode.minor or heard.minor,
        veteran=episode.veteran or heard.veteran,
        language=heard.language if heard.language != "en" else episode.language,
        categories=tuple(dict.fromkeys((*episode.categories, *heard.categories))),
        watched=heard.watched or (episode.watched and heard.answer != "yes"),
    )


def worth_of(protocol: Protocol, before: Episode, heard: Heard, answer: str) -> str:
    """The tier of an answer, seen from its question: a yes is no calm word there, and a denial no new alarm."""
    question = protocol.questions.get(before.question or "")
    if answer == REASSURING or answer in GOOD_STEPS:
        return "none"
    if question is not None and question.id == "step_when":
        return "none"
    worth = WORTH.get(heard.answer, "none")
    if heard.doubtful and worth == "imminent":
        worth = "high"
    if question is not None and question.safety:
        if answer == WORRYING:
            worth = worse(worth, "high")
        elif answer in _UNSETTLED:
            worth = worse(worth, "elevated")
    if before.strand == "someone_else" and worth == "imminent":
        worth = "high"
    return worth

"""The client's country in an alarm: offered once as buttons where it is only guessed, and stored with a tap or a name.

The numbers come first, and the safety question stays the only one: the buttons stand beside its own, and neither a tap
nor the bare name of a country counts as an answer to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot.care.accounts import clients, conversations, countries
from bot.care.safety import crisis_lines
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.course import Course
from bot.care.safety.episodes.episode import Bubble, Episode, Heard, Human, Stepped
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.texts import Text, texts
from bot.store import Vault, Work
from bot.store.models import Client

TAP = "country:"  # how the answer of such a button begins; behind it stands the country, or:
ELSEWHERE = "elsewhere"
OFFERED, LISTED, DONE = "offered", "listed", "done"
MOST_LIKELY = 2  # countries offered beside a question, which has buttons of its own
MOST_LISTED = 4
SPEAKING_ENGLISH = ("AU", "CA", "GB", "US")  # listed where the device is set to no place
ISLANDS = ("AS", "GG", "GU", "IM", "JE", "MP", "PR", "VI")  # near much, and seldom meant: found by their names
# After these, "Jordan" may be somebody's name.
ABOUT_PEOPLE = ("company", "tonight", "somebody_there", "knows", "ask_person", "with_them", "call_for_them")
_NEEDED = ("offered", "offered_unknown", "here", "another", "choose")
_AGREES = re.compile(r"\W*(?:yes|yeah|ok|okay)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """What a message says of where the client is: the country, or None, and how it is known then.

    `alone`: nothing else is in the message, so that it is no answer to the question that is open. Without a country it
    asks for others to choose from.
    """

    country: str | None = None
    how: str = "said"
    alone: bool = False


def place_of(heard: Heard, known: rows.Open | None) -> Place:
    """What a message says of where the client is, with the episode that it comes in, if there is one."""
    if heard.answer.startswith(TAP):
        return Place(countries.valid(heard.answer.removeprefix(TAP)), "chosen", alone=True)
    if known is None or not known.holds or heard.tier != "none" or heard.check:
        return Place(heard.country)
    asked, question = known.episode.country_asked, known.episode.question
    named = countries.only(heard.text)
    if asked == LISTED and named:
        return Place(named, alone=True)
    if named is None or (question is not None and _AGREES.match(heard.text)):
        return Place(heard.country)  # a yes may be one to the question
    if heard.country or (asked == OFFERED and question not in ABOUT_PEOPLE):
        return Place(named, alone=True)
    return Place()


async def answered(
    work: Work, vault: Vault, client: Client, conversation_id: UUID, known: rows.Open | None, place: Place, at: datetime
) -> Sequence[Bubble]:
    """The reply to a message that only says where the client is, or asks for other countries; the episode is stored."""
    episode = known.episode if known is not None else Episode("default", "BESIDE", "none")
    used = list(episode.used)
    if place.country is None:
        says = [await _list(work, client, conversation_id, episode, used)]
        after = replace(episode, used=tuple(used), country_asked=LISTED)
    else:
        course = _course(client, episode)
        says = [_noted(client, course, used)]
        again = _question_again(course) if known is not None and known.holds else None
        says += [again] if again is not None else []
        after = replace(episode, used=tuple(used), country_asked=DONE, lines=" / ".join(course.numbers()))
    if known is not None and known.holds:
        # a later visit still begins with its own question
        rows.keep(vault, known.row, after, known.row.turned_at if known.begins_visit(at) else at)
    return says


async def offered(work: Work, client: Client, conversation_id: UUID, stepped: Stepped) -> Stepped:
    """A step, with the offer to set the country where it says numbers first and nobody has said where the client is."""
    episode = stepped.episode
    if episode.country_asked:
        return replace(stepped, episode=replace(episode, country_asked=DONE))
    if not all(f"country.{kind}" in texts().groups for kind in _NEEDED):
        return stepped  # content is edited by hand, and the first words matter more
    place = next((number for number, bubble in enumerate(stepped.says) if _has_numbers(bubble)), None)
    if place is None or stepped.releases or countries.is_stated(client.country_from):
        return stepped
    device = countries.guess(client.timezone, await conversations.locale(work, conversation_id)).candidates
    likely = [code for code in dict.fromkeys((client.country, *device)) if countries.valid(code)][:MOST_LIKELY]
    line = _pick("offered" if client.country else "offered_unknown", ())
    says = list(stepped.says)
    said = line.text.replace("{country}", countries.in_words(client.country))
    says[place] = replace(says[place], text=f"{says[place].text} {said}", ids=(*says[place].ids, line.id))
    another = _pick("another" if likely else "choose", ()).text
    taps = [*map(_button, likely), (f"{TAP}{ELSEWHERE}", another)]
    says[-1] = replace(says[-1], buttons=(*says[-1].buttons, *taps))
    return replace(stepped, says=tuple(says), episode=replace(episode, country_asked=OFFERED))


def with_numbers(client: Client, stepped: Stepped) -> Stepped:
    """A step after a message that also says where the client is: the numbers there, if it says none itself."""
    if stepped.releases or stepped.episode.watched or any(map(_has_numbers, stepped.says)):
        return stepped
    used = list(stepped.episode.used)
    course = _course(client, stepped.episode)
    noted = _noted(client, course, used)
    before = len(stepped.says) - (1 if stepped.episode.question is not None else 0)
    says = (*stepped.says[:before], noted, *stepped.says[before:])
    return replace(
        stepped,
        says=says,
        episode=replace(stepped.episode, used=tuple(used), country_asked=DONE, lines=" / ".join(course.numbers())),
    )


def _course(client: Client, episode: Episode) -> Course:
    """What fills the numbers into a text, for the strand, the language and the country."""
    lines = crisis_lines.numbers(client.country, episode.language)
    return Course(episode, Heard(""), Human(), lines, "hold", None)


def _noted(client: Client, course: Course, used: list[str]) -> Bubble:
    """The country and its numbers, in one line."""
    noted = _pick("noted_here", used)
    used.append(noted.id)
    said = course.fill(noted.text.replace("{country}", countries.in_words(client.country)))
    return Bubble(said, (noted.id,))


async def _list(work: Work, client: Client, conversation_id: UUID, episode: Episode, used: list[str]) -> Bubble:
    """Likely countries to choose from, without the one that the client was taken to be in, which no longer counts."""
    text = _pick("elsewhere", used)
    used.append(text.id)
    taken_for = client.country
    await clients.unset_country(work, client.id)
    among = [code for code in crisis_lines.codes() if code not in (taken_for, *ISLANDS)]
    device = countries.guess(client.timezone, await conversations.locale(work, conversation_id)).candidates
    near = countries.nearby(client.timezone, among, MOST_LISTED) or SPEAKING_ENGLISH
    likely = [code for code in dict.fromkeys((*device, *near)) if code != taken_for]
    return Bubble(_course(client, episode).fill(text.text), (text.id,), tuple(map(_button, likely[:MOST_LISTED])))


def _question_again(course: Course) -> Bubble | None:
    """The question that is open, in the words in which it was asked last, with its buttons; None without one."""
    question = protocol().questions.get(course.episode.question or "")
    if question is None:
        return None
    text = texts().last_asked(question.id, course.episode.used)
    return Bubble(course.fill(text.text), (text.id,), question.buttons) if text is not None else None


def _button(code: str) -> tuple[str, str]:
    return f"{TAP}{code}", _pick("here", ()).text.replace("{country}", countries.in_words(code))


def _has_numbers(bubble: Bubble) -> bool:
    return any(one.startswith("numbers.") for one in bubble.ids)


def _pick(kind: str, used: Sequence[str]) -> Text:
    """The next text of a kind; when all were used, the first one again, since it is true again."""
    group = f"country.{kind}"
    return texts().pick(group, used) or texts().groups[group][0]

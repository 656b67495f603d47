"""People at the chat who follow a script, and what is known about their conversation behind the scenes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.care import now
from bot.care.accounts import assigned_coach
from bot.care.bookings import bookings, groups
from bot.care.bookings import working_hours as coach_hours
from bot.care.journal.journal import SUMMARY
from bot.care.safety.episodes import rows
from bot.care.safety.episodes.episode import GOOD_STEPS, Episode
from bot.care.safety.episodes.protocol import protocol
from bot.store.models import (
    Booking,
    Client,
    Coach,
    Conversation,
    Intention,
    JournalEntry,
    JournalPart,
    Measure,
    Message,
    Practice,
    TrackerTurn,
    TreatmentSession,
    new_id,
)
from tests.support import client as chat
from tests.support.live import Live

MOST_TO_EASE = 16  # turns
NOTHING = "nothing"  # no question is open


@dataclass(frozen=True)
class Kept:
    """Everything that is kept of a person apart from the transcript, as `GET /v1/export` shows it."""

    name: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    journal: Sequence[str] = field(default_factory=list)
    moods: Sequence[int] = field(default_factory=list)
    tags: Sequence[str] = field(default_factory=list)
    private: Sequence[str] = field(default_factory=list)
    intentions: Sequence[str] = field(default_factory=list)
    feeling: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, Sequence[int | None]] = field(default_factory=dict)
    actions: Sequence[str] = field(default_factory=list)
    outcomes: Sequence[str | None] = field(default_factory=list)
    helped: Sequence[str | None] = field(default_factory=list)
    sessions: Sequence[str] = field(default_factory=list)
    when: Sequence[str | None] = field(default_factory=list)
    page: str | None = None
    bookings: Sequence[str] = field(default_factory=list)


class Person:
    """Somebody at the chat. What they say goes through the client API; what is behind it is looked up in the store."""

    def __init__(self, live: Live, **options: object) -> None:
        self.live = live
        self.client: chat.Client = live.client(**options)

    @classmethod
    async def at_the_door(cls, live: Live, **options: object) -> "Person":
        """Somebody who has opened the chat and has said nothing yet."""
        person = cls(live, **options)
        await person.client.open()
        return person

    @classmethod
    async def inside(cls, live: Live, **options: object) -> "Person":
        """Somebody who is 18 or older, has agreed, and gave no name."""
        person = await cls.at_the_door(live, **options)
        await person.client.press("I agree")
        await person.client.press("Skip")
        return person

    async def says(self, text: str) -> list[str]:
        """Type a text; returns the responses by name that came in answer."""
        await self.client.say(text)
        return await self.told()

    async def presses(self, part_of_title: str) -> list[str]:
        """Press a button that is offered now; returns the responses by name that came in answer."""
        offered = self.client.titles()
        assert any(part_of_title.casefold() in title.casefold() for title in offered), (
            f"no button with {part_of_title!r} is offered now, only {offered}\n{self.so_far()}"
        )
        await self.client.press(part_of_title)
        return await self.told()

    async def quickly(self, *texts: str) -> list[str]:
        """Send several messages without waiting for an answer in between; then wait for all answers."""
        for text in texts:
            await self.client.send(text=text)
        await self.client.answers()
        return await self.told()

    async def eases(self) -> list[str]:
        """Go through the safety conversation with its best answers until it lets go; returns what was told last."""
        for _ in range(MOST_TO_EASE):
            episode = await self.episode()
            if episode is None or not protocol().states[episode.state].holds:
                return await self.told()
            question = protocol().questions.get(episode.question or "")
            if question is None:
                await self.client.say("what we said is enough for now, i'd like to get back to where we were")
                continue
            good = [title for answer, title in question.buttons if answer in {*question.reassuring, *GOOD_STEPS}]
            await self.client.press((good or [title for _, title in question.buttons])[0])
        raise AssertionError(f"it does not ease\n{self.so_far()}")

    async def episode(self) -> Episode | None:
        """Their open safety episode."""
        async with self.live.store.read() as work:
            mine = select(Conversation.client_id).where(Conversation.id == self.client.conversation_id)
            client_id = (await work.session.scalars(mine)).one()
            known = await rows.open_of(work, await work.vault(client_id), client_id, lock=False)
            return known.episode if known else None

    async def told(self) -> list[str]:
        """The names of the bot's responses since the person last said something; "" for words of their own."""
        last = max((m["seq"] for m in self.client.shown if m["author"] == "client"), default=0)
        async with self.live.store.read() as work:
            found = await work.session.scalars(
                select(Message.response)
                .where(Message.conversation_id == self.client.conversation_id, Message.author == "bot")
                .where(Message.seq > last)
                .order_by(Message.seq)
            )
            return [name or "" for name in found]

    async def asked(self) -> str:
        """The open question as "form.slot", or "nothing"."""
        async with self.live.store.read() as work:
            found = await work.session.scalar(
                select(TrackerTurn.asking)
                .where(TrackerTurn.conversation_id == self.client.conversation_id)
                .order_by(TrackerTurn.number.desc())
                .limit(1)
            )
        return found or NOTHING

    async def kept(self) -> Kept:
        """What is kept of them now."""
        status, content = await self.client.get("/v1/export")
        assert status == 200
        entries = list(reversed(content["journal"]))
        answers = {entry["question"]: entry["text"] for entry in entries if entry["question"]}
        assert len(answers) == sum(1 for entry in entries if entry["question"]), "a question was answered twice"
        return Kept(
            name=content["name"],
            answers=answers,
            journal=[entry["text"] for entry in entries if not entry["question"]],
            moods=[entry["mood"] for entry in entries if entry["mood"] is not None],
            tags=sorted({tag for entry in entries for tag in entry["tags"]}),
            private=[entry["text"] for entry in entries if not entry["shared"] and entry["kind"] != SUMMARY],
            intentions=[intention["text"] for intention in content["intentions"]],
            feeling={m["moment"]: m["total"] for m in content["measures"] if m["instrument"] == "mood"},
            measures=_answered(content["measures"]),
            actions=[practice["text"] for practice in content["practices"]],
            outcomes=[practice["outcome"] for practice in content["practices"]],
            helped=[practice["what_helped"] for practice in content["practices"]],
            sessions=[session["state"] for session in content["treatment_sessions"]],
            when=[session["when_in_your_words"] for session in content["treatment_sessions"]],
            page=_page(content["pages_to_take_along"]),
            bookings=sorted(f"{booking['state']} {booking['kind']}" for booking in content["bookings"]),
        )

    async def filed(self) -> list[Any]:
        """What is kept of them now as it lies in the database, sealed: to see that nothing has changed."""
        async with self.live.store.read() as work:
            client = select(Conversation.client_id).where(Conversation.id == self.client.conversation_id)
            mine = client.scalar_subquery()
            rows = [
                select(Client.id, Client.name).where(Client.id == mine),
                select(JournalPart.id, JournalPart.text)
                .join(JournalEntry, JournalEntry.id == JournalPart.entry_id)
                .where(JournalEntry.client_id == mine),
                select(Intention.id, Intention.text).where(Intention.client_id == mine),
                select(Practice.id, Practice.text, Practice.helped).where(Practice.client_id == mine),
                select(Measure.id, Measure.total).where(Measure.client_id == mine),
                select(Booking.id, Booking.state).where(Booking.client_id == mine),
                select(TreatmentSession.id, TreatmentSession.when_text).where(TreatmentSession.client_id == mine),
            ]
            return [sorted((await work.session.execute(each)).tuples()) for each in rows]

    async def has_coach(self, hours: str = "", group: str = "", booked: int = 0) -> None:
        """Have a coach of their own, who is there every day in these hours and perhaps leads a group in a week's time.

        The person has `booked` that many of the coach's times already.
        """
        await give_coach(self.live, self.client.conversation_id, hours, group, booked)

    async def shares_coach_with(self, other: "Person") -> None:
        """Have the same coach as somebody else, and so the same free times."""
        async with self.live.store.begin() as work:
            mine = (await work.session.get_one(Conversation, self.client.conversation_id)).client_id
            theirs = (await work.session.get_one(Conversation, other.client.conversation_id)).client_id
            coach = await assigned_coach.of(work, theirs)
            assert coach is not None
            await assigned_coach.assign(work, mine, coach, coach)

    async def coach_is_away(self) -> None:
        """Their coach has no hours any more."""
        async with self.live.store.begin() as work:
            mine = (await work.session.get_one(Conversation, self.client.conversation_id)).client_id
            coach = await assigned_coach.of(work, mine)
            assert coach is not None
            await coach_hours.set_week(work, coach, "Europe/Berlin", [])

    async def waits(self, hours: float) -> None:
        """Be away for so long."""
        await self.live.age(self.client.conversation_id, hours)

    def so_far(self, most: int = 24) -> str:
        """The last messages of the conversation, to read when something went wrong."""
        return "\n".join(f"  {_who(message)}: {message['text']}" for message in self.client.shown[-most:])


def _page(pages: Sequence[Mapping[str, Any]]) -> str | None:
    return ("shared" if pages[0]["shared"] else "not shared") if pages else None


def _answered(measures: Sequence[Mapping[str, Any]]) -> dict[str, list[int | None]]:
    """The totals of the questionnaires of which something was answered, oldest first; None where items are missing."""
    found: dict[str, list[int | None]] = {}
    for measure in measures:
        if measure["instrument"] != "mood" and any(points is not None for points in measure["items"]):
            found.setdefault(measure["instrument"], []).append(measure["total"])
    return found


async def give_coach(live: Live, conversation_id: UUID, hours: str, group: str, booked: int) -> None:
    """A coach of one's own; see `Person.has_coach`."""
    async with live.store.begin() as work:
        client_id = (await work.session.get_one(Conversation, conversation_id)).client_id
        coach = Coach(id=new_id(), name="Noor Haddad", email=f"{new_id()}@example.org", password_hash="-")
        work.session.add(coach)
        await work.session.flush()
        week = [span for weekday in range(7) for span in coach_hours.parse(weekday, hours)]
        await coach_hours.set_week(work, coach.id, "Europe/Berlin", week)
        await assigned_coach.assign(work, client_id, coach.id, coach.id)
        if group:
            starts_at = now().replace(hour=17, minute=0, second=0, microsecond=0) + timedelta(days=7)
            await groups.add(work, coach.id, group, starts_at, 90, 8)
        for _ in range(booked):
            offers = await bookings.offers(work, client_id, group=False)
            await bookings.book(work, client_id, new_id(), offers[-1].key)


def _who(message: Mapping[str, Any]) -> str:
    return "THEY" if message["author"] == "client" else str(message["author"])

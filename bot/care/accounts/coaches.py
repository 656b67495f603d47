"""Coaches: their accounts, one-time passwords, and presence (whether any coach is online now)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.care import audit
from bot.care.accounts import passwords
from bot.store import Work
from bot.store.models import Coach, CoachLogin, new_id, now

FIRST_NAME, FIRST_EMAIL = "Coach", "coach@localhost"
ONLINE_FOR = timedelta(minutes=2)  # a coach counts as online this long after their last request to the console
SEEN_EVERY = timedelta(seconds=20)  # throttle: the last request is written down at most this often


class CoachError(Exception):
    """A change to a coach's account was refused. The text is a sentence for the person who asked for it."""


class AlreadyThere(CoachError):
    """Another coach has this email."""


async def add(work: Work, name: str, email: str) -> str:
    """Create a coach's account. Returns a one-time password, which has to be changed at the first login.

    Raises `AlreadyThere` when the email is taken, `CoachError` when the name or the email is invalid.
    """
    name, email = " ".join(name.split()), email.strip().lower()
    if not name or len(name) > 80:
        raise CoachError("A coach needs a name of at most 80 characters; clients see it")
    if email.count("@") != 1 or email.startswith("@") or email.endswith("@") or len(email) > 254:
        raise CoachError("That does not look like an email address")
    password = passwords.one_time()
    coach = Coach(
        id=new_id(),
        name=name,
        email=email,
        password_hash=await passwords.hashed(password),
        must_change_password=True,
    )
    try:
        async with work.session.begin_nested():
            work.session.add(coach)
    except IntegrityError:
        raise AlreadyThere(f"There is a coach with the email {email} already") from None
    await audit.record(work, "landfall", "coach.added", f"coach:{coach.id}")
    return password


async def ensure_first(work: Work) -> str | None:
    """Bootstrap: a one-time password for the first coach, until they have chosen a password; None after that.

    Creates the coach when there is none. The one-time password of an earlier start is replaced, since it was shown
    only once.
    """
    coaches = list(await work.session.scalars(select(Coach).limit(2)))
    if not coaches:
        return await add(work, FIRST_NAME, FIRST_EMAIL)
    if len(coaches) > 1 or not coaches[0].must_change_password:
        return None
    password = passwords.one_time()
    coaches[0].password_hash = await passwords.hashed(password)
    coaches[0].failed_logins, coaches[0].locked_until = 0, None
    await audit.record(work, "landfall", "coach.one_time_password", f"coach:{coaches[0].id}")
    return password


async def new_password(work: Work, email: str) -> str:
    """Reset a coach's password. Returns a one-time password and ends all their logins.

    Raises `CoachError` when there is no such coach.
    """
    coach = await work.session.scalar(select(Coach).where(Coach.email == email.strip().lower()))
    if coach is None:
        raise CoachError(f"There is no coach with the email {email}")
    password = passwords.one_time()
    coach.password_hash, coach.must_change_password = await passwords.hashed(password), True
    coach.failed_logins, coach.locked_until, coach.seen_at = 0, None, None
    await work.session.execute(
        update(CoachLogin).where(CoachLogin.coach_id == coach.id, CoachLogin.ended_at.is_(None)).values(ended_at=now())
    )
    await audit.record(work, "landfall", "coach.one_time_password", f"coach:{coach.id}")
    return password


async def anyone_online(work: Work) -> bool:
    """Presence: whether any active coach sent a request to the console within the last 2 minutes."""
    found = await work.session.scalar(
        select(exists().where(Coach.disabled_at.is_(None), Coach.seen_at > now() - ONLINE_FOR))
    )
    return bool(found)


async def was_seen(work: Work, coach_id: UUID) -> None:
    """Presence: record that a coach uses the console now, throttled to one write per 20 seconds."""
    at = now()
    await work.session.execute(
        update(Coach)
        .where(Coach.id == coach_id, or_(Coach.seen_at.is_(None), Coach.seen_at < at - SEEN_EVERY))
        .values(seen_at=at)
    )


async def mark_offline(work: Work, coach_id: UUID) -> None:
    """Presence: mark a coach offline after a logout, unless they are logged in elsewhere too."""
    others = await work.session.scalar(
        select(func.count())
        .select_from(CoachLogin)
        .where(CoachLogin.coach_id == coach_id, CoachLogin.ended_at.is_(None), CoachLogin.expires_at > now())
    )
    if not others:
        await work.session.execute(update(Coach).where(Coach.id == coach_id).values(seen_at=None))


async def names(work: Work) -> dict[UUID, str]:
    """The names of all coaches by id, including disabled accounts."""
    return {row.id: row.name for row in await work.session.execute(select(Coach.id, Coach.name))}

"""Coaches: the humans who answer for clients, and whether one of them is here now."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.care import audit
from bot.care.accounts import passwords
from bot.store import Work
from bot.store.models import Coach, CoachLogin, new_id, now

FIRST_NAME, FIRST_EMAIL = "Coach", "coach@localhost"
HERE = timedelta(minutes=2)  # a coach who did something in the console within this is there
SEEN_EVERY = timedelta(seconds=20)  # how exactly that is kept


class CoachError(Exception):
    """Something about a coach's account that cannot be done. The text is a sentence for whoever asked."""


class AlreadyThere(CoachError):
    """There is a coach with this email already."""


async def add(work: Work, name: str, email: str) -> str:
    """A new coach. Returns the one-time password, which has to be changed at the first login.

    Raises `AlreadyThere` when the email is taken, `CoachError` when the name or the email is no such thing.
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
    """A one-time password for the first coach, for as long as nobody has chosen a password; None after that.

    Makes the coach when there is none. A one-time password from an earlier start is replaced: it was shown
    only then.
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
    """A one-time password for a coach who cannot log in any more. Ends their logins.

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
    """Whether some coach did something in the console within the last two minutes."""
    found = await work.session.scalar(select(exists().where(Coach.disabled_at.is_(None), Coach.seen_at > now() - HERE)))
    return bool(found)


async def was_seen(work: Work, coach_id: UUID) -> None:
    """A coach is at the console and did something there just now."""
    at = now()
    await work.session.execute(
        update(Coach)
        .where(Coach.id == coach_id, or_(Coach.seen_at.is_(None), Coach.seen_at < at - SEEN_EVERY))
        .values(seen_at=at)
    )


async def went_away(work: Work, coach_id: UUID) -> None:
    """A coach logged out: unless logged in elsewhere too, nobody may think that they are still here."""
    others = await work.session.scalar(
        select(func.count())
        .select_from(CoachLogin)
        .where(CoachLogin.coach_id == coach_id, CoachLogin.ended_at.is_(None), CoachLogin.expires_at > now())
    )
    if not others:
        await work.session.execute(update(Coach).where(Coach.id == coach_id).values(seen_at=None))


async def names(work: Work) -> dict[UUID, str]:
    """Every coach's name, those who left included."""
    return {row.id: row.name for row in await work.session.execute(select(Coach.id, Coach.name))}

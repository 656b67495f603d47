"""Logins of coaches: opened with a password, found again by a cookie, ended.

The browser holds a random token; the database only its hash. Each login has a token of its own.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import case, select, update

from bot.care import audit
from bot.care.accounts import coaches, passwords
from bot.store import Store, Work
from bot.store.models import Coach, CoachLogin, new_id, now

# Five free tries, then a wait that doubles up to a quarter of an hour. NIST SP 800-63B, 5.2.2 asks for at most a
# hundred tries in a row and names growing waits; these are short, so that guessing keeps no coach from an alert.
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)


@dataclass(frozen=True)
class Login:
    """A coach who is logged in on one browser."""

    login_id: UUID
    coach_id: UUID
    name: str
    email: str
    csrf: str
    must_change_password: bool
    seen_at: datetime | None

    @property
    def actor(self) -> str:
        """How the audit record names this coach."""
        return f"coach:{self.coach_id}"


def wait_after(tries: int) -> timedelta:
    """How long a login stays closed after this many wrong passwords in a row."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(tries - FREE_TRIES, 10)), LONGEST_WAIT)


async def log_in(store: Store, email: str, password: str, hours: int) -> str | None:
    """The token of a new login; None when the email or the password is wrong, or there were too many tries.

    It takes the store, not a unit of work: the try is counted before the password is looked at, so that tries
    sent all at once count too, and the slow hash is computed while nobody waits for the database.
    """
    email = email.strip().lower()
    async with store.begin() as work:
        password_hash = await _count_try(work, email)
    right = await passwords.matches(password_hash or passwords.NOBODY, password)
    if password_hash is None:
        return None
    async with store.begin() as work:
        if not right:
            await _record_closing(work, email)
            return None
        coach = await work.session.scalar(
            select(Coach).where(
                Coach.email == email,
                Coach.password_hash == password_hash,
                Coach.disabled_at.is_(None),
            )
        )
        if coach is None:
            return None
        coach.failed_logins, coach.locked_until = 0, None
        token = await _open(work, coach.id, hours)
        await audit.record(work, f"coach:{coach.id}", "login.opened", f"coach:{coach.id}")
        return token


async def who(work: Work, token: str) -> Login | None:
    """The coach whose login this token belongs to; None when it is unknown, over or ended."""
    row = (
        await work.session.execute(
            select(CoachLogin, Coach)
            .join(Coach, Coach.id == CoachLogin.coach_id)
            .where(
                CoachLogin.token_hash == _hash(token),
                CoachLogin.ended_at.is_(None),
                CoachLogin.expires_at > now(),
                Coach.disabled_at.is_(None),
            )
        )
    ).one_or_none()
    if row is None:
        return None
    login, coach = row
    return Login(login.id, coach.id, coach.name, coach.email, login.csrf, coach.must_change_password, coach.seen_at)


async def log_out(work: Work, login: Login) -> None:
    """End this login."""
    await work.session.execute(update(CoachLogin).where(CoachLogin.id == login.login_id).values(ended_at=now()))
    await coaches.went_away(work, login.coach_id)
    await audit.record(work, login.actor, "login.ended", login.actor)


async def change_password(store: Store, login: Login, old: str, new: str, hours: int) -> str:
    """Replace the password. Ends every login of this coach, this one too, and returns the token of a new one.

    Raises `CoachError` with the reason when the old password is wrong or the new one will not do.
    """
    async with store.begin() as work:
        password_hash = await _count_try(work, login.email)
    if password_hash is None or not await passwords.matches(password_hash, old):
        raise coaches.CoachError("The password you have now was not right. After a few tries, wait a minute.")
    wrong = passwords.complaint(new, login.email)
    if wrong:
        await _forgive(store, login.coach_id)
        raise coaches.CoachError(wrong)
    if new == old:
        await _forgive(store, login.coach_id)
        raise coaches.CoachError("Please choose a password other than the one you have now.")
    new_hash = await passwords.hashed(new)
    async with store.begin() as work:
        coach = await work.session.get_one(Coach, login.coach_id)
        coach.password_hash, coach.must_change_password = new_hash, False
        coach.failed_logins, coach.locked_until = 0, None
        await work.session.execute(
            update(CoachLogin)
            .where(CoachLogin.coach_id == coach.id, CoachLogin.ended_at.is_(None))
            .values(ended_at=now())
        )
        token = await _open(work, coach.id, hours)
        await audit.record(work, login.actor, "password.changed", login.actor)
        return token


async def _count_try(work: Work, email: str) -> str | None:
    """Count a try for this email. Returns the hash to compare with; None when there is none or it is closed."""
    at = now()
    row = (
        await work.session.execute(
            update(Coach)
            .where(
                Coach.email == email,
                Coach.disabled_at.is_(None),
                case((Coach.locked_until.is_(None), True), else_=Coach.locked_until <= at),
            )
            .values(failed_logins=Coach.failed_logins + 1)
            .returning(Coach.id, Coach.password_hash, Coach.failed_logins)
        )
    ).one_or_none()
    if row is None:
        return None
    wait = wait_after(row.failed_logins)
    if wait:
        await work.session.execute(update(Coach).where(Coach.id == row.id).values(locked_until=at + wait))
    return str(row.password_hash)


async def _record_closing(work: Work, email: str) -> None:
    coach = await work.session.scalar(select(Coach).where(Coach.email == email))
    if coach is not None and coach.failed_logins >= FREE_TRIES:
        detail = {"tries": str(coach.failed_logins)}
        await audit.record(work, "landfall", "login.closed", f"coach:{coach.id}", detail)


async def _forgive(store: Store, coach_id: UUID) -> None:
    async with store.begin() as work:
        await work.session.execute(update(Coach).where(Coach.id == coach_id).values(failed_logins=0, locked_until=None))


async def _open(work: Work, coach_id: UUID, hours: int) -> str:
    token = secrets.token_urlsafe(32)
    work.session.add(
        CoachLogin(
            id=new_id(),
            coach_id=coach_id,
            token_hash=_hash(token),
            csrf=secrets.token_urlsafe(24),
            expires_at=now() + timedelta(hours=hours),
        )
    )
    await work.session.flush()
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

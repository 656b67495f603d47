"""Logins of coaches: sessions opened with a password, authenticated by a cookie, with exponential backoff per account.

The browser holds a random 256-bit token, and the database only its SHA-256 hash. Each login has a token of its own.
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

# Throttle: five free tries, then exponential backoff from 1 to 15 minutes. NIST SP 800-63B, 5.2.2 allows at most 100
# failed tries in a row and suggests growing waits. Ours are short: an attacker must not lock coaches out of alerts.
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)


@dataclass(frozen=True)
class Login:
    """The login session of a coach on one browser."""

    login_id: UUID
    coach_id: UUID
    name: str
    email: str
    csrf: str
    must_change_password: bool
    seen_at: datetime | None

    @property
    def actor(self) -> str:
        """This coach as the actor of an audit event."""
        return f"coach:{self.coach_id}"


def wait_after(tries: int) -> timedelta:
    """Exponential backoff: how long an account is locked after this many wrong passwords in a row."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(tries - FREE_TRIES, 10)), LONGEST_WAIT)


async def log_in(store: Store, email: str, password: str, hours: int) -> str | None:
    """Log in with a password. Returns the new session token; None when it is wrong or the account is locked.

    It takes the store, not a unit of work: the try is counted and committed before the password is checked, so that
    concurrent tries count too, and no transaction is open while the slow hash is computed.
    """
    email = email.strip().lower()
    async with store.begin() as work:
        password_hash = await _count_try(work, email)
    right = await passwords.matches(password_hash or passwords.DUMMY_HASH, password)
    if password_hash is None:
        return None
    async with store.begin() as work:
        if not right:
            await _record_lockout(work, email)
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


async def authenticate(work: Work, token: str) -> Login | None:
    """Authenticate a session token. Returns its login; None when it is unknown, expired or ended."""
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
    """Log out: end this login session."""
    await work.session.execute(update(CoachLogin).where(CoachLogin.id == login.login_id).values(ended_at=now()))
    await coaches.mark_offline(work, login.coach_id)
    await audit.record(work, login.actor, "login.ended", login.actor)


async def change_password(store: Store, login: Login, old: str, new: str, hours: int) -> str:
    """Change the password. Ends every login of this coach, and returns the token of a new one.

    Raises `CoachError` with the reason when the old password is wrong or the new one is not acceptable.
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
    """Count a try for this email. Returns the hash to compare with; None without such an account, or while locked."""
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


async def _record_lockout(work: Work, email: str) -> None:
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

"""Coaches' passwords: how they are kept, checked, made and judged."""

import asyncio
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when read out or typed

# argon2id with 3 passes over 64 MiB and 4 lanes: RFC 9106, section 4, second recommended option
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# Two at a time: a flood of logins cannot take all memory and all cores from the clients' messages.
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
# The hash of a password nobody has: checking against it takes as long as checking against a real one.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$927dksyhks089pAPbQYR/A$teeNrndVYkYodXlgxJZYPsNWZVdUbviLBX6zUqWS4wo"


async def hashed(password: str) -> str:
    """The argon2id hash of a password, made in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, _same(password))


async def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed; found out in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _matches, password_hash, _same(password))


def one_time() -> str:
    """A password of five groups of four letters (99 bits), to be read from a screen and typed once."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))


def complaint(password: str, email: str) -> str | None:
    """What is wrong with a password that a coach wants, in one sentence; None when it will do.

    Length, and nothing about the kinds of characters: NIST SP 800-63B, 5.1.1.2.
    """
    if len(password) < SHORTEST:
        return f"Please use at least {SHORTEST} characters. A few words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"Please use at most {LONGEST} characters."
    if len(set(password)) < 5:
        return "That repeats a few characters over and over. Please choose something harder to guess."
    if _same(password).casefold() in {email.casefold(), email.casefold() * 2} or password[:8].casefold() == "landfall":
        return "That is easy to guess for someone who knows this page. Please choose something else."
    return None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _same(password: str) -> str:
    """The same password however the keyboard composes its letters; cut where no password may be that long."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])

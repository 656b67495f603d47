"""Coaches' passwords: hashing with argon2id, verification, one-time passwords, and the password policy."""

import asyncio
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without characters that are easily confused

# argon2id with 3 passes over 64 MiB and 4 lanes: RFC 9106, section 4, second recommended option
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
# At most two hashes at a time, so that a flood of logins leaves memory and cores for the clients' messages.
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")
# The hash of no password: verifying against it for an unknown email takes the same time, which hides who exists.
DUMMY_HASH = "$argon2id$v=19$m=65536,t=3,p=4$927dksyhks089pAPbQYR/A$teeNrndVYkYodXlgxJZYPsNWZVdUbviLBX6zUqWS4wo"


async def hashed(password: str) -> str:
    """The argon2id hash of a password, in PHC string format; computed in a thread."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _HASHER.hash, _normalized(password))


async def matches(password_hash: str, password: str) -> bool:
    """Verify a password against an argon2id hash, in a thread. False also when the hash is malformed."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, _matches, password_hash, _normalized(password))


def one_time() -> str:
    """A random one-time password: five groups of four characters (99 bits), to be typed once."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))


def complaint(password: str, email: str) -> str | None:
    """Password policy: why a new password is refused, in one sentence; None when it is acceptable.

    It asks for length and not for kinds of characters, after NIST SP 800-63B, 5.1.1.2.
    """
    if len(password) < SHORTEST:
        return f"Please use at least {SHORTEST} characters. A few words in a row are easy to remember."
    if len(password) > LONGEST:
        return f"Please use at most {LONGEST} characters."
    if len(set(password)) < 5:
        return "That repeats a few characters over and over. Please choose something harder to guess."
    if (
        _normalized(password).casefold() in {email.casefold(), email.casefold() * 2}
        or password[:8].casefold() == "landfall"
    ):
        return "That is easy to guess for someone who knows this page. Please choose something else."
    return None


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _normalized(password: str) -> str:
    """The password in Unicode normal form NFKC, so that keyboards agree; cut to one more than the longest allowed."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1])

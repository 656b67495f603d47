"""Envelope encryption: the operator's keyring wraps each client's data key (key wrapping with AES-256-GCM).

The keyring is one file with mode 0600, made at the first start. Without it no text in the database can be read, so it
is backed up apart from the database.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.errors import KeyringError, Unreadable

KEY_BYTES = 32  # AES-256
NONCE_BYTES = 12  # the size GCM is specified for: NIST SP 800-38D, 5.2.1.1


@dataclass(frozen=True)
class Keyring:
    """The operator's keys (32 bytes each): for wrapping, for the MAC of outside identities, for tokens, for the spool.

    `repr` shows only the name of the current wrapping key.
    """

    current: str
    wrapping: dict[str, bytes]
    index: bytes
    tokens: bytes
    spool: bytes

    def __repr__(self) -> str:
        return f"Keyring(current={self.current!r})"

    @classmethod
    def open(cls, path: Path) -> "Keyring":
        """Read the keyring from the file at `path`; the file is created when it is missing.

        Raises `KeyringError` when the file cannot be read or written, is no keyring, or is readable by other users.
        """
        try:
            if not path.exists():
                _create(path)
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077:
                raise KeyringError(f"The keyring {path} can be read by other users: run chmod 600 {path}")
            content = json.loads(path.read_text())
            return cls(
                current=content["current"],
                wrapping={name: base64.b64decode(key) for name, key in content["wrapping"].items()},
                index=base64.b64decode(content["index"]),
                tokens=base64.b64decode(content["tokens"]),
                spool=base64.b64decode(content["spool"]),
            )
        except OSError as problem:
            raise KeyringError(f"The keyring {path} cannot be opened: {problem.strerror}") from None
        except (ValueError, KeyError, TypeError):
            raise KeyringError(f"The file {path} is not a keyring: restore it from a backup") from None

    def wrap(self, client_id: UUID, key: bytes) -> tuple[str, bytes]:
        """Wrap a client's data key with the current wrapping key. Returns that key's name and the wrapped bytes."""
        return self.current, seal(self.wrapping[self.current], key, f"client.key:{client_id}")

    def unwrap(self, client_id: UUID, name: str, wrapped: bytes) -> bytes:
        """Unwrap a client's data key. Raises `KeyringError` for an unknown wrapping key, `Unreadable` if damaged."""
        if name not in self.wrapping:
            raise KeyringError(f"The keyring has no key named {name}: restore the keyring this database belongs to")
        return unseal(self.wrapping[name], wrapped, f"client.key:{client_id}")

    def fingerprint(self, channel: str, external_id: str) -> str:
        """Keyed MAC (HMAC-SHA256, hex) of an outside identity: a blind index to find it by, not stored in the clear."""
        return hmac.new(self.index, f"{channel}\0{external_id}".encode(), hashlib.sha256).hexdigest()


def new_key() -> bytes:
    """A random 256-bit key from the operating system's CSPRNG."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """Encrypt with AES-256-GCM; `place` (table.column:row) is the associated data. Returns nonce + ciphertext."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """Decrypt what `seal` returned for the same key and place. Raises `Unreadable` otherwise."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise Unreadable(f"A sealed value does not open at {place}") from None


def _create(path: Path) -> None:
    """Write a new keyring atomically, with mode 0600 from the start, so that nobody sees a half-written file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = f"k-{secrets.token_hex(4)}"

    def encoded() -> str:
        return base64.b64encode(new_key()).decode()

    content = {"current": name, "wrapping": {name: encoded()}} | {
        part: encoded() for part in ("index", "tokens", "spool")
    }
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails if another process made one first; then that one is used
    except FileExistsError:
        pass
    finally:
        draft.unlink()

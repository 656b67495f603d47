"""Vault: authenticated encryption of one client's texts with that client's own data key (AES-256-GCM)."""

from uuid import UUID

from bot.store.keyring import seal, unseal


class Vault:
    """Encrypts free text, bound as associated data to the row and column it is stored in."""

    def __init__(self, client_id: UUID, key: bytes) -> None:
        self.client_id = client_id
        self._key = key

    def __repr__(self) -> str:
        return f"Vault({self.client_id})"

    def seal(self, column: str, row: UUID, text: str) -> bytes:
        """`text` encrypted for `column` ("message.text") of the row with id `row`, as nonce + ciphertext."""
        # surrogates cannot be encoded; they are broken input, and replacing them loses nothing a person wrote
        return seal(self._key, text.encode("utf-8", "replace"), f"{column}:{row}")

    def open(self, column: str, row: UUID, sealed: bytes) -> str:
        """The decrypted text. Raises `Unreadable` if it was changed or moved to another place."""
        return unseal(self._key, sealed, f"{column}:{row}").decode()

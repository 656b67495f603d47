"""A client's vault: seals and opens the texts of one client with that client's own key."""

from uuid import UUID

from bot.store.keyring import seal, unseal


class Vault:
    """Seals free text so that it opens only with this client's key and only in the row and column it was sealed for."""

    def __init__(self, client_id: UUID, key: bytes) -> None:
        self.client_id = client_id
        self._key = key

    def __repr__(self) -> str:
        return f"Vault({self.client_id})"

    def seal(self, column: str, row: UUID, text: str) -> bytes:
        """`text` sealed for `column` ("message.text") of the row with id `row`."""
        # surrogates cannot be encoded; they are broken input, and replacing them loses nothing a person wrote
        return seal(self._key, text.encode("utf-8", "replace"), f"{column}:{row}")

    def open(self, column: str, row: UUID, sealed: bytes) -> str:
        """The text that was sealed there. Raises `Unreadable` if it was changed or moved."""
        return unseal(self._key, sealed, f"{column}:{row}").decode()

"""What can go wrong in the store, by name."""


class StoreError(Exception):
    """Any failure of the store. Its text never holds a client's words."""


class StoreUnavailable(StoreError):
    """The database cannot be reached, is locked for too long, or refused the work. Trying again later may help."""


class KeyringError(StoreError):
    """The operator's keyring file is missing a key, unreadable, or readable by others."""


class Erased(StoreError):
    """The client's key was destroyed, so what it protected cannot be read any more, by anyone."""


class Unreadable(StoreError):
    """A sealed text does not open: it was changed, or moved to another row, or belongs to another client."""

"""Errors of the store, all below `StoreError`."""


class StoreError(Exception):
    """Any failure of the store. Its text never holds a client's words."""


class StoreUnavailable(StoreError):
    """The database is unreachable, locked for longer than the busy timeout, or refused the work. A retry may help."""


class KeyringError(StoreError):
    """The operator's keyring file is missing a key, unreadable, or readable by others."""


class Erased(StoreError):
    """The client's key was destroyed (crypto-shredding), so nobody can read what it protected any more."""


class Unreadable(StoreError):
    """Authenticated decryption failed: the sealed text was changed, moved to another row, or is another client's."""

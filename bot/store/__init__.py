"""The store: SQLAlchemy models, migrations, units of work, and envelope encryption of clients' texts.

May import `bot.settings` and `bot.logs`, and nothing above them.
"""

from bot.store.database import Store, Work
from bot.store.errors import Erased, KeyringError, StoreError, StoreUnavailable, Unreadable
from bot.store.keyring import Keyring
from bot.store.migrate import migrate, newest_revision
from bot.store.vault import Vault

__all__ = [
    "Erased",
    "Keyring",
    "KeyringError",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Unreadable",
    "Vault",
    "Work",
    "migrate",
    "newest_revision",
]

"""The domain services of Landfall, one package per noun; may import `bot.store` and `bot.settings`.

Each module is a set of functions on a unit of work. `Store`, `Work` and the store's errors are re-exported here, so
that the layers above import `bot.care` only. Which room may import which is the contract `care-rooms` of import-linter.
"""

from bot.store import Erased, Store, StoreError, StoreUnavailable, Work
from bot.store.models import now

__all__ = ["Erased", "Store", "StoreError", "StoreUnavailable", "Work", "now"]

"""What Landfall does for people: one module for each part of the care, each a set of functions on a unit of work.

`Store`, `Work` and the store's errors are handed through here, so that what lies above needs to know only `bot.care`.
"""

from bot.store import Erased, Store, StoreError, StoreUnavailable, Work
from bot.store.models import now

__all__ = ["Erased", "Store", "StoreError", "StoreUnavailable", "Work", "now"]

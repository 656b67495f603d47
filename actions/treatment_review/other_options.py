"""Other treatment options (TMS, ECT, CBT, EMDR, trials): short information to raise with a doctor, no promises.

Sources, by option:

- tms: NICE interventional procedures guidance 542 (2015): no major safety concerns, adequate short-term evidence,
  and how people respond varies.
- ect: UK ECT Review Group 2003, Lancet 361:799-808 (more effective than sham and than medicines, short-term effects on
  memory); NICE guideline NG222 (2022), section on further-line treatment.
- cbt: Wiles et al. 2013 (CoBalT), Lancet 381:375-384: of people whom an antidepressant had not helped, 46 % responded
  with therapy added, 22 % without. With ketamine: Wilkinson et al. 2021, Psychother Psychosom 90:318-327, a
  first result.
- emdr: NICE guideline NG116 (2018) recommends it for post-traumatic stress; for depression alone the evidence is thin.
- trials: Goodwin et al. 2022, N Engl J Med 387:1637-1648: psilocybin helped over three weeks, with adverse effects, and
  larger and longer trials are needed.
"""

import re

from actions.core.base import Say, Step
from actions.core.context import ActionContext, Events

OPTIONS = {
    "tms": r"\br?tms\b|magnet|transcranial",
    "ect": r"\bect\b|electro|shock",
    "cbt": r"\bcbt\b|cognitive|behaviou?r",
    "emdr": r"\bemdr\b|eye movement",
    "trials": r"psilocyb|mushroom|shroom|\bmdma\b|\blsd\b|ayahuasca|psychedelic|\btrials?\b",
}


class OtherOptions(Step):
    """Information about the option that a message names; a list to choose from when it names none or several."""

    title = "action_other_options"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        named = [option for option, pattern in OPTIONS.items() if re.search(pattern, context.text.casefold())]
        option = context.values.get("value") if context.pressed else (named[0] if len(named) == 1 else None)
        say(f"utter_option_{option}" if option in OPTIONS else "utter_ask_other_options")
        return []

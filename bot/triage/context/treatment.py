"""Treatment: what the prescriber knows of, and what may be taken together with the medicine."""

from bot.triage.rules.base import compile_words
from bot.triage.text.matches import Match

PRESCRIBER = compile_words(
    r"(?:(?:my|the) (?:doctor|doc|prescriber|psychiatrist|provider|nurse|physician|gp|psych|clinic|"
    r"cardiologist|team)|prescribed|under supervision|supervised|as (?:told|instructed|advised|agreed|"
    r"planned|directed)|doctor 's (?:advice|orders?))"
)
WITH_IT = compile_words(
    r"(?:told|said|asked|agreed|advised|suggested|recommended|had me|has me|tapered me|took me off|"
    r"taking me off|switched me|helped me|guided|instructed|wants me|is tapering|okayed|approved|"
    r"knows|plan with|together|with the help|with my|by my|per my|says|tapering me|weaned me|cleared)"
)


def with_prescriber(match: Match) -> bool:
    """Whether the prescriber is part of it, so that there is nothing to alert a coach about."""
    return bool(PRESCRIBER.search(match.flat) and WITH_IT.search(match.flat)) and not compile_words(
        r"without|did not tell|not (?:told|telling|asked|know)|behind"
    ).search(match.flat)


def soft_drink(match: Match) -> bool:
    """Whether what was drunk with the medicine is water, tea or coffee, and no sedative is named."""
    soft = compile_words(r"(?:water|tea|coffee|juice|milk|soda|smoothie|gatorade|broth|soup)")
    hard = compile_words(r"{SEDATIVE}")
    return bool(soft.search(match.flat)) and not hard.search(match.flat)

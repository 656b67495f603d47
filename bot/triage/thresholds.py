"""Decision thresholds: the calibrated probabilities from which a message counts as a tier, by its situation.

Chosen on our held-out messages, each after a question of the dialogue as in life, and on outside calibration files; the
curve and the tables are in docs/triage.md. A triple holds the thresholds for at least `elevated`, `high`, `imminent`.
"""

from dataclasses import dataclass

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Thresholds:
    """The thresholds of one situation.

    `tiers` count for a message as a whole; `stretch` for a sentence, or a few, read without the rest of it: calm
    sentences beside it change nothing about what it says, but single sentences out of a story are now and then taken
    for distress. `joined` is for the client's last turns with the message, as they stand; `raised` for a new alarm by
    what the message adds to them. From `acute` on, the probability of at least `high` is enough by itself.
    """

    tiers: Triple
    stretch: float
    joined: Triple
    raised: Triple
    acute: float = 0.6


# Nothing was asked: the first message, or one that comes by itself.
FIRST = Thresholds((0.6, 0.42, 0.5), 0.85, (0.65, 0.55, 0.6), (0.8, 0.75, 0.8))
# Said after something that the bot said or asked, which is read with it. A conversation has forty answers, and the
# shorter one is, the more often it is just that: by the number of words, up to 6, up to 15, and more.
BRIEF = Thresholds((0.9, 0.42, 0.5), 0.93, (0.93, 0.8, 0.8), (0.96, 0.9, 0.9))
SHORT = Thresholds((0.8, 0.42, 0.5), 0.9, (0.9, 0.75, 0.75), (0.95, 0.85, 0.85))
ASKED = Thresholds((0.65, 0.42, 0.5), 0.85, (0.8, 0.65, 0.65), (0.9, 0.8, 0.8))
BRIEF_WORDS, SHORT_WORDS = 6, 15
# A number, a day, a yes or a no, with hardly another word: it is what it looks like.
PARSED = Thresholds((0.97, 0.9, 0.9), 0.97, (0.97, 0.9, 0.9), (0.98, 0.95, 0.95), acute=0.95)
# So little below the alarm, a message of some length is asked about once (the soft check).
CHECK_BELOW = 0.12
CHECK_WORDS = 7
# The last turns count together where one of them, or the message, reaches this probability by itself.
JOINED_MIN_SINGLE = 0.15
# Below it a rule that is right too seldom (`rules/precision.json`) asks instead of alarming.
ASKS_ONLY_BELOW = 0.15
# Below it a rule about anything but suicide, self-harm and misuse yields to the encoder.
RULE_YIELDS_BELOW = 0.05

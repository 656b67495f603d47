"""Decision thresholds: the calibrated probabilities from which a message counts as a tier.

They were chosen on our held-out messages and on outside calibration files, recall first; the curve is in the model
card.
A triple holds the thresholds for at least `elevated`, at least `high`, and `imminent`.
"""

TIER_THRESHOLDS = (0.5, 0.42, 0.5)
# A sentence, or a few, read without the rest of the message, from this probability of at least `elevated` on: calm
# sentences beside it change nothing about what it says, but hide it from the encoder. Single sentences out of a story
# are now and then taken for distress, so it is higher; docs/triage.md has what it finds and what it flags.
STRETCH_MIN = 0.85
# For the last turns read together with the message, as they stand ...
JOINED_THRESHOLDS = (0.6, 0.55, 0.6)
# ... where one of these turns or the message reaches this probability by itself.
JOINED_MIN_SINGLE = 0.15
# For a new alarm by what the message adds to the turns before it: a "continue" or a "yes" before a harmless answer
# makes it look a little worse, so these are higher.
RAISED_THRESHOLDS = (0.8, 0.75, 0.8)
# Below it a rule about anything but suicide, self-harm and misuse yields to the encoder.
RULE_YIELDS_BELOW = 0.05
# A few words in a talk with the bot are nearly always an answer to it: at the thresholds above, one in forty of those
# of the live tests would raise an alarm. The rules read them as always.
BRIEF_WORDS = 15
BRIEF_THRESHOLDS = (0.94, 0.42, 0.5)
BRIEF_RAISED_THRESHOLDS = (0.97, 0.75, 0.8)  # ... and for such an answer together with the turns before it

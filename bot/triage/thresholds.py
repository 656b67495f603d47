"""Where the lines are drawn: the calibrated probabilities from which a message counts as a tier.

Chosen on our held-out messages and the outside calibration files, recall first; the curve is in the model card.
"""

# At least elevated, at least high, imminent.
LINES = (0.5, 0.42, 0.5)
# Of the last turns together, as they stand ...
JOINED = (0.6, 0.55, 0.6)
SIGN = 0.15  # ... where one of them or the message is at least so worrying by itself
# ... and from where the message raises a new alarm by what it adds to the turns before it: a "continue" or a "yes"
# before a harmless answer makes it look a little worse, so this is higher.
RAISED = (0.8, 0.75, 0.8)
YIELD = 0.05  # below it a rule about anything but suicide, self-harm and misuse yields to the encoder
# A few words in a talk with the bot are nearly always an answer to it: at the lines above one in forty of those
# of the live tests would raise an alarm. The rules read them as always.
BRIEF = 15  # words
ANSWERING = (0.94, 0.42, 0.5)
ANSWERED = (0.97, 0.75, 0.8)  # ... and such an answer together with the turns before it

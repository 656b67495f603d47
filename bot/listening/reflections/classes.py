"""The classes of content: what an answer is about. `README.md` says what each of them is."""

OFF, PLAIN = "off", "plain"
QUIET = (OFF, PLAIN)  # nothing to receive
CLASSES = (
    "loss",
    "fear",
    "shame",
    "exhaustion",
    "loneliness",
    "anger",
    "conflict",
    "memory",
    "numb",
    "disappointed",
    "relief",
    "joy",
    "love",
    "awe",
    "body",
    "image",
    "insight",
    "change",
    "strength",
    "torn",
    "worry",
    OFF,
    PLAIN,
)
# Classes whose words would hurt beside something good, and the other way round.
HEAVY = frozenset(
    {"loss", "fear", "shame", "exhaustion", "loneliness", "anger", "conflict", "memory", "disappointed", "worry"}
)
BRIGHT = frozenset({"relief", "joy", "love", "awe", "strength"})

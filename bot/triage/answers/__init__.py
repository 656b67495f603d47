"""What an answer to a safety question is: one of 22 classes, how sure that is, and what else stands in it.

`listener` is the main path: closed answers by rule (`closed`), everything else by the classifier, and `decision` weighs
danger more than anything else. `README.md` is the model card.
"""

from bot.triage.answers.answer import CLASSES, Answer, reassuring
from bot.triage.answers.listener import hear

__all__ = ["CLASSES", "Answer", "hear", "reassuring"]

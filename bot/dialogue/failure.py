"""The exception that fails a whole turn: nothing is stored, so that the gateway can retry it."""


class TurnFailed(BaseException):
    """A dependency of the turn (database or action server) failed, so the turn fails.

    Rasa catches every `Exception` of an action or a tracker store and goes on without its effects: the client's answer
    would be accepted unchecked, or the conversation lost. This is not an `Exception`, so Rasa lets it through, the
    tracker is not saved, and the channel answers with an error on which the gateway retries.

    `by_itself` is true when the dependency answered but failed, so that the gateway has to limit its retries.
    """

    def __init__(self, part: str, by_itself: bool = False) -> None:
        super().__init__(part)
        self.part = part
        self.by_itself = by_itself

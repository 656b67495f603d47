"""The one way in which a turn fails: loudly, as a whole, with nothing kept, so that it can run again."""


class TurnFailed(BaseException):
    """A part that a turn needs did not do its work.

    Rasa catches every `Exception` of an action or a tracker store and goes on without its effects: the client's answer
    would be taken unchecked, or the client forgotten. This is not an `Exception`, so Rasa lets it through, the tracker
    is not saved, and the channel answers with an error on which the gateway tries again.

    `by_itself` is true when the part is there but failed, so that trying for ever would not help.
    """

    def __init__(self, part: str, by_itself: bool = False) -> None:
        super().__init__(part)
        self.part = part
        self.by_itself = by_itself

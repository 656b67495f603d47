"""The trained pipeline, read message by message."""

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.operate.training import MODEL


class Reader:
    """The trained pipeline, as the gateway's messages reach it."""

    def __init__(self) -> None:
        self.agent = Agent.load(str(MODEL))

    async def intent(self, text: str, asking: str | None) -> str:
        assert self.agent.processor is not None
        metadata = {"tier": "none", "consented": True, "asking": asking}
        parsed = await self.agent.processor.parse_message(UserMessage(text, metadata=metadata))
        return str(parsed["intent"]["name"])

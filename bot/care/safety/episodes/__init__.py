"""Safety episodes: from the first alarm until a person is there or it has eased, the gateway holds the conversation.

`protocol` reads the tree that clinicians own (content/safety), `step` walks it, `wording` chooses the texts, `rows`
stores an episode. Imports `bot.store` and `bot.care.safety.crisis_lines`; only `bot.care.messages` and above import it.
"""

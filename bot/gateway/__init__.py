"""The gateway: client API, chat page, dispatcher and notifier; imports `bot.care`, `bot.triage` and `bot.settings`.

Only `bot.app` imports the gateway.
"""

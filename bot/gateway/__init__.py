"""The gateway: client API, WebSocket events, chat page, and the workers that dispatch turns to Rasa and notify coaches.

Imports `bot.care`, `bot.triage`, `bot.settings` and `bot.logs`; only `bot.app` imports it.
"""

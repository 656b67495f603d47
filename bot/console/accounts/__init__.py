"""Accounts in the console: logging in, and which coach a client is assigned to.

Imports `bot.care` and the console's top level.
"""

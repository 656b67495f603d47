"""Accounts in the console: login and assigned coach. Imports `bot.care` and the console's top level."""

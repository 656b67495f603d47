"""Parsing: understanding the short answers of clients as values; no tracker and no database.

Imports `bot.care` for plain types only.
"""

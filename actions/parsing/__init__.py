"""Parsers for short typed answers: numbers, dates, times, frequencies, queries; may import plain types of `bot.care`.

They are pure functions from text to a value: no tracker, no database.
"""

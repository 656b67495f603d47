"""Records in the console: the caseload, transcripts and the audit log.

Imports `bot.care`, `bot.console.safety` and the console's top level.
"""

"""Records in the console: caseload, transcripts, audit log. Imports `bot.care`, `..safety`, the console's top level."""

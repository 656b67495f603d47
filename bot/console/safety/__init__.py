"""Safety in the console: alerts and verdicts on triage. Imports `bot.care` and the console's top level."""

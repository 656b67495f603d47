"""Trains the network of mentions. `python -m bot.triage.mentions.training`."""

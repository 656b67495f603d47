"""Trains the classifier of answers. `python -m bot.triage.answers.training`."""

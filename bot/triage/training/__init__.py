"""Trains the encoder. Runs in an environment of its own (`requirements.txt`), never in that of the service."""

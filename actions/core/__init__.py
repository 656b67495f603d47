"""Core: what every custom action is made of: `Step`, `Turn`, `Flow`, `Question`.

Imports `actions.parsing` and the store.
"""

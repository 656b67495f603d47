"""Practices: commitments between treatment sessions, their review, and calming.

Imports `actions.core`, `actions.parsing`.
"""

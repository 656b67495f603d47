"""Preparation for a treatment session: the form, the intention, the card.

Imports `actions.practices`, `actions.core`, `actions.parsing`.
"""

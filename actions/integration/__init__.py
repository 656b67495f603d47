"""Integration after a treatment session: the form and the follow-up after days and weeks.

Imports `actions.practices`, `actions.questionnaires`, `actions.core`.
"""

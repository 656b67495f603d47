"""Integration after a treatment session: the form, and the follow-up after days and weeks.

May import `actions.practices`, `actions.questionnaires`, `actions.core` and below.
"""

"""The journal: writing, browsing, editing, searching, tags and sharing.

Imports `actions.plan`, `actions.questionnaires`, `actions.core`, `actions.parsing`.
"""

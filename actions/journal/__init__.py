"""The journal: write, browse, edit, search, tag and share entries.

May import `actions.plan`, `actions.questionnaires`, `actions.core` and below.
"""

"""The journal: entries, tags, privacy, search, undo, prompts, PDF.

Imports `care.practices`, `care.questionnaires`, `care.messages`.
"""

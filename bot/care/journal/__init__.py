"""The journal: entries, tags, privacy, search, undo, prompts, PDF; may import `care.practices` and below.

Below are `care.practices`, `care.questionnaires`, `care.messages` and what those may import.
"""

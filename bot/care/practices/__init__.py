"""Practices between treatment sessions: their content, and what a client committed to.

Imports `care.messages` and below.
"""

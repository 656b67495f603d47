"""Practices: commitments between treatment sessions, their review, and calming; may import `actions.core` and below."""

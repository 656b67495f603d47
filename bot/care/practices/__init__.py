"""Practices: their content, and what clients committed to and reviewed; may import `care.messages` and below."""

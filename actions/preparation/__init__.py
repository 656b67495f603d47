"""Preparation for a treatment session: form, intention, card; may import `actions.practices` and below."""

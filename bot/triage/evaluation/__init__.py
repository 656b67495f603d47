"""Measures triage: `landfall eval`."""

"""Treatment review ("it isn't working"): the form, other options, and the summary for the prescriber.

Imports `actions.core`, `actions.parsing`.
"""

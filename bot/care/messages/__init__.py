"""Messages and turns: stored once, answered once, in order.

Imports `care.safety` (an alert is stored with its message) and below.
"""

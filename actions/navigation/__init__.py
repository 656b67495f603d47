"""Navigation across flows: skip, stop, back, resume, the menu, safety interrupts, session start.

Imports every other room of `actions`.
"""

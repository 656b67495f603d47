"""Questionnaires: PHQ-9, GAD-7 and the mood score.

Imports `care.safety` (item 9 of the PHQ-9 alerts a coach) and below.
"""

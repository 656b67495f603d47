"""Questionnaires (PHQ-9, GAD-7) and the mood score; may import `care.messages` and below.

Of those it imports `care.safety`, because item 9 of the PHQ-9 alerts a coach.
"""

"""Safety: escalations, alerts, notifications to coaches, risk over time, and the fixed safety words.

Imports `care.accounts` and below.
"""

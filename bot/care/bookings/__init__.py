"""Bookings: working hours, availability, groups, booked times, calendar files.

Imports `care.messages`, `care.accounts` and below.
"""

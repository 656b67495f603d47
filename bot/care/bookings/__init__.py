"""Bookings: working hours, availability, groups, booked times, calendar files; may import `care.messages` and below."""

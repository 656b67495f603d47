"""Bookings in the console: the schedule and working hours. Imports `bot.care` and the console's top level."""

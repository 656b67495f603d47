"""Navigation across forms: interruption, resume, back, undo, fallback, session start; may import all of `actions`."""

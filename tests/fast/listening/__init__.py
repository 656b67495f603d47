"""The listener: parts of a message and what each does."""

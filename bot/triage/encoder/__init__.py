"""A small language model that reads each message once: how worrying, of which kind, and what it is about."""

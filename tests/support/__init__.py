"""What the tests share: databases, the running system, and people who talk to it."""

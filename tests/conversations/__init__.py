"""Live conversations with the running system."""

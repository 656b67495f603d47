"""Treatment review ("it isn't working"): form, other options, summary; may import `actions.core` and below."""

"""Treatment sessions: the plan, each session, and its intention; may import `care.journal` and below."""

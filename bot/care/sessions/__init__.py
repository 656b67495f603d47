"""Treatment sessions: the plan, each session, and its intention. Imports `care.journal` and below."""

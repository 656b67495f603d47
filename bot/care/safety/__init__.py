"""Safety: escalations, alerts, notifications, verdicts, risk, safety words; may import `care.accounts` and below."""

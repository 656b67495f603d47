"""Accounts: clients, coaches, consent, conversations and logins; may import `care.audit` and the store."""

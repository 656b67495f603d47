"""Accounts: clients, coaches, consent, conversations and logins. Imports the store and `care.audit`."""

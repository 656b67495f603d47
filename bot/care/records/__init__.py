"""Records: timeline, transcripts, caseload, notes, exports, erasure; may import every other room of `bot.care`.

They are what people read of a client: coaches, the prescriber, the client, and whoever improves triage.
"""

"""Records: what people read of a client, and erasure: timeline, transcripts, caseload, notes, exports.

Imports every other room of `bot.care`.
"""

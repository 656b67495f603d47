"""Messages and turns: conversations' messages, stored and answered exactly once, in order; may import `care.safety`.

An alert is stored in the transaction of its message, which is why this room is above `care.safety`.
"""

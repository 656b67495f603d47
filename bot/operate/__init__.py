"""Operation on one machine: supervisor, training, checks, `landfall doctor`; imports only `bot.settings`.

It imports nothing that runs in the processes it starts.
"""

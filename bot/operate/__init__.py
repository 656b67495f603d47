"""Operation of Landfall on one machine: supervisor of its processes, training, pre-flight checks and `landfall doctor`.

Imports `bot.settings` only, and nothing that runs in the processes.
"""

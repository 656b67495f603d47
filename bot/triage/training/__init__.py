"""Training: fine-tunes the encoder, calibrates it and exports it to ONNX.

It runs in an environment of its own (`requirements.txt`), never in that of the service. Imports
`bot.triage.encoder.preprocessing`, `bot.triage.examples`, `bot.triage.model`.
"""

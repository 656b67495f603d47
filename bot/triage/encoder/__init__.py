"""The encoder: a fine-tuned MiniLM that gives each message tier and category probabilities and an embedding.

`loader` has the one of this process, `session` runs it with onnxruntime, `preprocessing` is shared with the training.
Imports nothing of triage.
"""

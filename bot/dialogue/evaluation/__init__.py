"""Evaluation of the NLU pipeline on held-out messages, which were written apart from the training examples."""

"""How well the dialogue understands: measured on messages that were written apart from the training examples."""

"""Training of the classifier of reflections. Needs torch and transformers, which nothing else does."""

"""The Rasa side: NLU components (classifier, featurizer, gates), custom channel, encrypted tracker store, lint."""

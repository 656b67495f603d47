"""What the assistant does when it is not only talking: Rasa custom actions, one module per thing a client does."""

"""What Landfall costs, measured beside a stock Rasa bot."""

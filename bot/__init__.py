"""Landfall: a conversational integration coach for people in ketamine therapy."""

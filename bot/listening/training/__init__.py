"""Training of the listener's network; needs torch, which the running program does not."""

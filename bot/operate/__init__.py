"""Running Landfall on a machine: start and watch its processes, train what changed, say what is wrong."""

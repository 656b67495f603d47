"""Charts: SVG drawings for the console's templates. Imports `bot.care` and `bot.console.labels`."""

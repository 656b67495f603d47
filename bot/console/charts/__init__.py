"""Charts: SVG charts for the console's templates. Imports `bot.care` and `bot.console.labels`."""

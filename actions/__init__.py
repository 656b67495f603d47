"""The Rasa custom actions and form validations, one package per noun; may import `bot.care`, not the other way."""

"""The only public door: the client API, live events, the turns to Rasa and the pages to coaches."""

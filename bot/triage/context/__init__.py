"""Context: what surrounds a match and takes it back or adds to it.

One file per kind: `negation`, `historical`, `hypothetical`, `experiencer`, `figurative`, `word_sense`, `in_session`,
`treatment`; `suppression` holds their table. `benign` knows whole harmless sentences, `safety_answers` a bare yes or
no, `signals_over_turns` what several turns say together.
Imports `bot.triage.text`, `bot.triage.rules`, `bot.triage.model`.
"""

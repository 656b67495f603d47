"""The gate that protects answers: what is written in reply to an open question is an answer, not a command.

People answer "what was hard?" with "I wanted to stop", and a journal line may say "delete everything". So while a
question is open, a message counts as something else only when it is short, clear, and one of a few things.
"""

import json
import re
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.gates import LIBRARY_QUESTION, QUESTION, Gate, intent_of, is_button, metadata_of, overrule
from bot.dialogue.token_overlap import familiar, same, words_of
from bot.dialogue.trainable import Trainable

ANSWER = "answer"
NOTHING = "nlu_fallback"
EMERGENCY = "emergency_help"
# Whoever asks for help is heard however they say it: the gate knows these by all their examples.
URGENT = (EMERGENCY, "wants_person")
CLASSIFIER_ONLY = "classifier_only"  # marks examples in data/nlu/ of what is said when no question is open
TYPED_COMMAND = "\u200b"  # the channel puts it before a typed "/": such a text is a text, and never a wish
LEARNED, WORDS, WHOLE = "learned.json", "words", "whole"
# Found on messages that are not in the training data: tests/dialogue/nlu/test_understanding.py keeps them.
SURE = 0.5  # below this the classifier is guessing
FAMILIAR = 0.8  # of the words have to be known from the intent's examples
FEW = 2  # words, or fewer: then the whole message has to be among the examples; "a line" is no "crisis line"
# What adds nothing to a wish.
FILLING = frozenset(
    {"a", "an", "the", "please", "pls", "plz", "ok", "okay", "now", "just", "lets", "so", "well", "um", "uh", "hey"}
    | {"oh", "and", "yes", "no", "sorry", "then"}
)

# intent: the most words in which it is still plainly that, and not part of an answer
STEERING = {
    "skip_question": 6,
    "stop_for_now": 7,
    "come_back_later": 9,
    "go_back": 9,
    "change_answer": 9,
    "repeat_question": 9,
    "ask_why_this_question": 10,
    "resume_flow": 5,
    "start_over": 6,
    "something_else": 6,
    "calm_me": 9,
    "wants_person": 20,
    "emergency_help": 14,
    "start_preparation": 9,
    "start_integration": 9,
    "straight_after": 9,
    "where_am_i": 9,
    "plan_sessions": 9,
    "move_session": 11,
    "cancel_session": 9,
    "undo_move": 5,
    "show_card": 8,
    "start_journal": 9,
    "show_journal": 9,
    "show_page": 9,
    "not_working": 7,
    "start_measures": 7,
    "show_measures": 8,
    "delete_something": 8,
    "book_coach": 10,
    "move_booking": 10,
    "cancel_booking": 9,
    "show_bookings": 9,
    "find_entry": 14,
    "edit_entry": 8,
    "tag_entry": 9,
    "share_journal": 9,
    "keep_private": 9,
    "export_journal": 9,
    "want_prompt": 10,
    "undo_last": 4,
    "done_writing": 5,
    "under_age": 9,
}
SMALL_TALK = {
    "greet": 4,
    "goodbye": 4,
    "thanks": 4,
    "praise": 5,
    "insult": 5,
    "tell_joke": 7,
}
QUESTIONS = {
    "are_you_a_bot": 10,
    "what_can_you_do": 10,
    "how_are_you": 7,
    "ask_weather": 10,
    "ask_is_it_private": 14,
    LIBRARY_QUESTION: 25,
    "ask_other_options": 12,
    "if_it_gets_difficult": 14,
}
REPLIES = {"affirm": 5, "deny": 5, "dont_know": 6}

# In the journal almost everything is writing.
WHILE_WRITING = {
    "done_writing": 6,
    "stop_for_now": 4,
    "come_back_later": 7,
    "something_else": 3,
    "repeat_question": 5,
    "show_journal": 6,
    "wants_person": 10,
    "emergency_help": 10,
    "calm_me": 5,
    "are_you_a_bot": 8,
    "ask_is_it_private": 8,
    "tag_entry": 7,
    "keep_private": 6,
    "share_journal": 5,
    "want_prompt": 8,
}
# These are an answer, or a line of the journal, unless it shows that they are not: "keep this please" and "a bright
# line" are lines, "to start over" is a hope.
TELLING = {
    "tag_entry": re.compile(r"\b(un)?(tag|label)", re.IGNORECASE),
    "keep_private": re.compile(r"\b(priv|hide|coach|shar|unshar|myself|only me|for me)", re.IGNORECASE),
    "share_journal": re.compile(r"\b(shar|coach)", re.IGNORECASE),
    "want_prompt": re.compile(r"\b(prom?pt|idea|topic|write about|to write|inspir)", re.IGNORECASE),
    "start_over": re.compile(r"^(?!\W*to\b)", re.IGNORECASE),
    "change_answer": re.compile(r"^(?!\W*(to|that i)\b)", re.IGNORECASE),
    EMERGENCY: re.compile(
        r"\b(cris[ie]s|emerg|hot ?l|help|call|ring|phone|text|samaritan|lifeline|urgent|sos\b|suicid|contact|num|nr\b"
        r"|(night|crisis|hour) line|line i can|who is there|\d{3}\b)",
        re.IGNORECASE,
    ),
    "find_entry": re.compile(r"\b(wrote|writ|journ|jurn|diar|entr|note|find|search|look|show|read)", re.IGNORECASE),
}
# While an entry is changed, too; but here nobody writes "skip" for a new text.
WHILE_CHANGING = {
    **{name: most for name, most in WHILE_WRITING.items() if name not in ("tag_entry", "want_prompt")},
    "skip_question": 4,
}
# While a practice is guided step by step, "ok", "go on" and "done" all mean: the next step.
ON_THE_WAY = {name: most for name, most in STEERING.items() if name not in ("resume_flow", "done_writing")} | {
    "goodbye": SMALL_TALK["goodbye"]
}

WRITING_SLOTS = ("journal_first", "journal_more")
CHANGING_SLOT = "journal_change"
STEPS = ("calm_step", "steady")
# An intention is often a question ("what am I protecting?"): only one that stands in the library is taken for one.
ASKS_ITSELF = ("intention", "intention_words")
AS_WRITTEN = 1.0  # what the retriever says of such a question
# While a time is being found, "group", "move it to Friday" and "cancel it" are about that time.
ABOUT_THE_TIME = frozenset({"book_coach", "move_booking", "cancel_booking"})
# What is the answer itself at these questions or in these forms, although it would be a wish, or an insult, elsewhere:
# "change it", "done", "body scan", "this is useless".
ANSWERS_THERE: dict[str, Set[str]] = {
    "booking_form": ABOUT_THE_TIME,
    **{name: {"find_entry"} for name in ("intention", "intention_words", "intention_kept", "last_intention")},
    "move_when": {"move_session", "move_booking"},
    "move_sure": {"move_session", "cancel_session", "move_booking", "cancel_booking", "undo_move"},
    "booking_sure": {"undo_move"},
    "not_working_form": {"not_working"},
    "changed_a_little": {"insult", "done_writing"},
    "calming": {"calm_me"},
    "calm_which": {"calm_me", "start_practice"},
    "practice_kind": {"start_practice"},
    "practice_went": {"done_writing"},
    "practice_next": {"change_answer", "edit_entry", "resume_flow"},
}
# How it went is understood better by the classifier than by words, so it passes where it is asked.
OUTCOMES = {"practice_done": 20, "practice_not_done": 20}
AT_LEAST = {"calm_me": 2}  # words: "breathing" alone is more likely what they noticed in their body
BODY = ("body", "since_body")
# "I breathe slower", asked what the body notices, is no wish; "i need to calm down" is one.
NOTICED = re.compile(r"(?i)^\W*(i|my \w+)\b(?!.*\b(need|wan\w*|cant?|help|please|would|should|could|how|like to)\b)")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerGate(Trainable, Gate):
    """While a question is open, turns every message into an `answer` that is not plainly something else.

    It learns one thing: which words the plain examples of an intent are made of. "Start again with my sister" looks
    like "start over" to a classifier, but nobody who wants to start over speaks of a sister. With all the ways in which
    people say a thing when nothing is asked, almost every word would be known. Of the short examples it learns the
    whole, because one or two words are part of almost anything. Only for help it listens to all of them.
    """

    def __init__(self, config: Mapping[str, Any], learned: Mapping[str, Mapping[str, list[str]]] | None = None) -> None:
        super().__init__(config)
        self.vocabulary, self.whole = (
            {intent: frozenset(known) for intent, known in (learned or {}).get(name, {}).items()}
            for name in (WORDS, WHOLE)
        )

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Learn the words of each intent's examples, and the examples as a whole; rarely those that are `classifier_only`."""
        learned: dict[str, dict[str, set[str]]] = {WORDS: {}, WHOLE: {}}
        for example in training_data.intent_examples:
            intent, said = example.get("intent"), words_of(example.get(TEXT) or "")
            aside = CLASSIFIER_ONLY in ((example.get("metadata") or {}).get("intent") or {})
            if not aside or intent in URGENT:
                learned[WORDS].setdefault(intent, set()).update(said)
            if not aside or intent == EMERGENCY:
                learned[WHOLE].setdefault(intent, set()).add(" ".join(bare(said)))
        (folder / LEARNED).write_text(json.dumps(learned, default=sorted))

    @classmethod
    def restore(cls, folder: Path) -> Mapping[str, Mapping[str, list[str]]]:
        """The words and the whole examples of each intent."""
        learned: Mapping[str, Mapping[str, list[str]]] = json.loads((folder / LEARNED).read_text())
        return learned

    def judge(self, message: Message) -> None:
        asking = metadata_of(message).get("asking")
        if is_button(message):
            return
        text = message.get(TEXT) or ""
        if text.startswith(TYPED_COMMAND):
            overrule(message, ANSWER if asking else NOTHING)
            return
        if not asking:
            return
        intent, confidence = intent_of(message)
        known = self.vocabulary.get(intent, frozenset())
        if intent == LIBRARY_QUESTION:  # the retriever, which comes before, knows the words of the library
            known = frozenset(words_of(text))
        if (
            (intent == LIBRARY_QUESTION and asking.partition(".")[2] in ASKS_ITSELF and confidence < AS_WRITTEN)
            or confidence < SURE
            or familiar(text, known) < FAMILIAR
            or not self._says_all(intent, text)
            or not plainly(intent, text, asking)
        ):
            overrule(message, ANSWER)

    def _says_all(self, intent: str, text: str) -> bool:
        """Whether a short message says all that an example says; a longer one always does."""
        said = bare(words_of(text))
        if intent == LIBRARY_QUESTION or len(said) > FEW:
            return True
        return same(" ".join(said), {one for one in self.whole.get(intent, ()) if len(one.split()) == len(said)})


def bare(words: Sequence[str]) -> list[str]:
    """The words without those that add nothing to a wish, unless there are no others."""
    return [word for word in words if word not in FILLING] or list(words)


def plainly(intent: str, text: str, asking: str) -> bool:
    """Whether what the classifier takes for `intent` can be that at all, while "form.slot" is asked."""
    form, _, slot = asking.partition(".")
    length = len(text.split())
    if intent in TELLING and not TELLING[intent].search(text):
        return False
    if length < AT_LEAST.get(intent, 0) and slot not in STEPS:
        return False
    if slot in WRITING_SLOTS or slot == CHANGING_SLOT:
        return length <= (WHILE_WRITING if slot in WRITING_SLOTS else WHILE_CHANGING).get(intent, -1)
    if intent in QUESTIONS:
        return length <= QUESTIONS[intent] and bool(QUESTION.search(text))
    if slot in STEPS:
        return length <= ON_THE_WAY.get(intent, -1)
    if intent in ANSWERS_THERE.get(slot, ()) or intent in ANSWERS_THERE.get(form, ()):
        return False
    if slot in BODY and intent == "calm_me" and NOTICED.search(text):
        return False
    if slot == "practice_went" and intent in OUTCOMES:
        return length <= OUTCOMES[intent]
    return length <= (STEERING | SMALL_TALK | REPLIES).get(intent, -1)

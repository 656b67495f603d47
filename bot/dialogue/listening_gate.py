"""Intent by dialogue act: joins what the listener heard in each part of a message with what the classifier understood.

A message has one intent, that of its leading part; the actions serve the others (`actions/core/serving.py`).
While a question is open, whatever holds an answer is an answer, and the rest is served with it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.faq_retriever import FOUND
from bot.dialogue.gates import LIBRARY_QUESTION, Gate, intent_of, is_button, metadata_of, overrule
from bot.dialogue.intents import Intent, intents, is_said_whole, is_worded_so
from bot.dialogue.part_reader import PART, PARTS, TYPED_COMMAND
from bot.dialogue.token_overlap import QUESTION as ASKING_FORM
from bot.listening.parts import (
    ANSWER,
    COMPLAINT,
    CORRECTION,
    FACT,
    GOODBYE,
    GREETING,
    KINDS,
    NOTHING,
    QUESTION,
    WISH,
)

AN_ANSWER, FALLBACK, OTHER = "answer", "nlu_fallback", "other_wish"
STOP, CHANGE = "stop_for_now", "change_answer"
LISTEN = "listen"  # the wish to be listened to
EXPLAIN, TELL_ME_MORE = "explain_question", "tell_me_more"
MEANT = "meant"  # the entity with what an overruled intent stood for
# The classifier is guessing below the first, and is sure from the second on.
GUESSING, CERTAIN = 0.5, 0.8
# How sure the listener has to be that a message does something else than answer, and how sure where the classifier does
# not say the same. A line of a journal and an intention look like anything.
SURE, SURE_ALONE = 0.7, 0.9
SURE_OF_LINES = 0.8
WEAK = 0.6  # below it an answer beside a plain question or wish is none
SURE_AMONG = 0.4  # ... of a question or a wish in a message that is not understood as a whole
UNHEARD = ("nlu_fallback", "answer", "out_of_scope")
WRITING = ("writing", "changing")
LINES = (*WRITING, "intention")
SHORT_REPLY = 6  # words; a longer yes, no or don't know is an answer in words
SHORT_COMMAND = 6  # words, in which an example of a command is one also where the listener takes it for an answer
FILLER = 2  # words
# Which part of a message leads where none answers.
ORDER = (WISH, QUESTION, GOODBYE, CORRECTION, COMPLAINT, GREETING, FACT, NOTHING)
# What can be wished for while they write, at a guided step, and where they say how a practice went.
WISHES_AT: Mapping[str, Sequence[str]] = {
    "writing": (
        "done",
        "stop",
        "later",
        "read",
        "edit",
        "private",
        "journal",
        "person",
        "calm",
        "repeat",
        "menu",
        "language",
    ),
    "changing": ("stop", "later", "read", "person", "skip", "repeat", "menu", "calm"),
    "step": ("stop", "skip", "back", "later", "read", "person", "repeat", "menu", "calm"),
    "outcome": ("stop", "later", "read", "person", "skip", "back", "repeat", "menu", "calm"),
}
# Wishes that are heard in the words of an example whatever the listener says: "phq-9" is nobody's hope. At the question
# for a name every wish is: "journal" is nobody's name.
WAYS = frozenset({"stop", "later", "skip", "back", "repeat", "restart", "menu", "person", "scores"})
# Questions at which a correction of what is read back is the answer.
CONFIRMED_BY = ("intention_kept", "plan_right", "move_sure", "booking_sure", "practice_kept", "last_intention")
# A question back without a question mark: "what", "like what", "close to what".
_WHAT = re.compile(r"^\W*(?:huh|hm+ what|(?!no |so )(?:[\w']+ ){0,3}(?:what|wat|wut)|wdym)\W*$", re.IGNORECASE)
_EXAMPLES = re.compile(r"\b(?:give|gimme|show|got|have|any|some|need|want)\b(?: \w+){0,3} examples?\b", re.IGNORECASE)
_LISTEN = re.compile(r"\b(?:just|please|can you|could you|would you) (?:just |please )?listen\b", re.IGNORECASE)
# "You skipped the question about kindness", "wait, that's not my answer": about what became of the answer before.
_OBJECTS = re.compile(
    r"^\W*(?:(?:no|wait|hang on|hold on|sorry|hey)\W+)*(?:(?:you|u)(?:'ve| have)? (?:just )?(?:skipped|missed|wrote"
    r"|written|put|misunderst\w+|misheard)"
    r"|(?:that|this)(?:'s| is)? (?:not|wasn'?t|isn'?t) (?:my|what|an?) (?:answer|intention|hope))\b",
    re.IGNORECASE,
)
# "i said no breathing. stop": at a guided step whatever else is in it.
_STOPS = re.compile(r"\bstop(?: (?:it|that|this|now))?(?=\W*$|[.,!;])|\bno more of (?:this|that)\b", re.IGNORECASE)
_YES_OR_NO = re.compile(r"^\W*(?:y(?:es|ep|up|eah|eh)|no(?:pe)?|nah)\b", re.IGNORECASE)
MEASURES = ("phq9_", "gad7_")  # items of questionnaires
# Questions for words of their own, and the checklist, at which filler answers nothing.
OPEN = (
    "hope",
    "kindness",
    "images",
    "feelings",
    "body",
    "hard",
    "echo",
    "meaning",
    "helped",
    "matters",
    "small_action",
)
OPEN_TOO = ("intention", "intention_touched", "practice_words", "since_", "space_", "hoped_for")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ListeningGate(Gate):
    """Overrides the intent by what the parts of a message do at the open question."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__(config)
        self.table = intents()

    def process(
        self,
        messages: list[Message],
        tracker: DialogueStateTracker = None,  # Rasa compares this type, and refuses a union
    ) -> list[Message]:
        """Judge each message; the messages that were its parts are taken out."""
        whole = [message for message in messages if message.get(PART) is None]
        for message in whole:
            self._name_the_parts(message, [one for one in messages if one.get(PART) is not None])
        return super().process(whole, tracker)

    def judge(self, message: Message) -> None:
        if is_button(message):
            return
        asking = metadata_of(message).get("asking")
        if (message.get(TEXT) or "").startswith(TYPED_COMMAND):
            overrule(message, AN_ANSWER if asking else FALLBACK)
            return
        parts: Sequence[Mapping[str, Any]] = message.get(PARTS) or ()
        if asking:
            self._at_a_question(message, parts, asking)
        elif parts:
            self._outside(message, parts)

    def _name_the_parts(self, message: Message, read: Sequence[Message]) -> None:
        """Give each part its intent: that of the whole message where nothing but filler stands beside it."""
        parts: list[dict[str, Any]] = message.get(PARTS) or []
        by_number = {one.get(PART): one for one in read}
        alone = sum(part["role"] != NOTHING for part in parts) <= 1
        for number, part in enumerate(parts):
            of = message if alone else by_number.get(number)
            part.update(self._understood(part, of, message.get(TEXT)[part["start"] : part["end"]]))
            if metadata_of(message).get("asking") and part["role"] == QUESTION and _asks_what_is_meant(part, of):
                part["intent"] = EXPLAIN
        if parts:
            message.set(PARTS, parts, add_to_output=True)

    def _understood(self, part: Mapping[str, Any], said: Message | None, words: str) -> dict[str, Any]:
        """The intent of a part, and the entries of the library that it may ask for; an empty one for an answer.

        Two witnesses: the listener says what a part does, the classifier what it is about. Where the classifier is sure
        of something else that is no answer, it is followed; where it hears an answer, the listener has to be very sure.
        """
        intent, confidence = intent_of(said) if said is not None else ("", 0.0)
        row, role, sure = self.table.of(intent), part["role"], part["sure"]
        guessing = confidence < GUESSING
        if role == WISH:
            fulfilling = self.table.fulfilling(part["kind"])
            if intent in fulfilling and not guessing:
                return {"intent": intent if row.kind != "outside" else ""}
            if confidence >= SURE and row.kind in ("steering", "question"):
                return {"intent": intent, FOUND: _entries(said)}
            unheard_of = fulfilling[0] == OTHER and intent != AN_ANSWER and confidence < CERTAIN
            unheard_of |= fulfilling[0] == OTHER and intent == "out_of_scope"
            return {"intent": fulfilling[0] if sure >= SURE_ALONE and (guessing or unheard_of) else ""}
        if role == QUESTION:
            if not guessing and (row.kind == "question" or (row.wish and not row.begins)):
                return {"intent": intent, FOUND: _entries(said)}
            return {"intent": LIBRARY_QUESTION if _is_asked(words) else "", FOUND: _entries(said)}
        if role == COMPLAINT:
            if intent == "insult" and not guessing:
                return {"intent": intent}
            return {"intent": "complaint" if sure >= SURE_ALONE or said is None else ""}
        if role == GREETING:
            return {"intent": intent if not guessing and (row.kind == "small_talk" or intent == "how_are_you") else ""}
        if role == GOODBYE:
            agreed = said is None or (not guessing and (intent == "goodbye" or row.wish in ("stop", "later")))
            return {"intent": (intent or "goodbye") if agreed else ""}
        return {"intent": {CORRECTION: "change_answer", FACT: "told_aside", NOTHING: "repeat_question"}.get(role, "")}

    def _at_a_question(self, message: Message, parts: Sequence[Mapping[str, Any]], asking: str) -> None:
        """While a question is open."""
        intent, confidence = intent_of(message)
        kind, slot = self.table.kind_of(asking), asking.partition(".")[2]
        asks = _WHAT.match(str(message.get(TEXT) or "")) or _EXAMPLES.search(str(message.get(TEXT) or ""))
        if asks and kind not in (*WRITING, "step"):
            overrule(message, EXPLAIN)
            return
        if _OBJECTS.search(str(message.get(TEXT) or "")) and (kind == "intention" or slot in OPEN):
            overrule(message, CHANGE)
            return
        if kind == "step" and _STOPS.search(str(message.get(TEXT) or "")):
            overrule(message, STOP)
            return
        text, row = str(message.get(TEXT) or ""), self.table.of(intent)
        if confidence >= GUESSING and _stays(row, intent, kind, text):
            return
        if self._is_a_command(row, intent, confidence, kind, text) and not self.table.is_the_answer(intent, asking):
            return
        answering = (ANSWER,) if len(parts) == 1 else (ANSWER, FACT)  # beside a wish a fact may well be the answer
        said = [part for part in parts if part["role"] in answering]
        wished = any(
            part["role"] in (QUESTION, WISH) and part["intent"] and part["sure"] >= SURE_ALONE for part in parts
        )
        weak = wished and all(part["sure"] < WEAK for part in said)  # "i didnt say anything bad. can you remove it"
        answers = bool(said) and not weak
        listen = any(part["kind"] == LISTEN and part["sure"] >= SURE for part in parts if part["role"] == WISH)
        if row.wish == LISTEN and confidence >= GUESSING and kind not in LINES and (listen or _LISTEN.search(text)):
            return  # who asks to be listened to is listened to, whatever else is in the message
        leading = None if answers else _leading(parts)
        there = (intent, str(leading["intent"]) if leading else "")  # "change it", "the second one"
        is_the_answer = any(self.table.is_the_answer(one, asking) for one in there)
        is_the_answer |= slot.startswith(MEASURES) and there[0] != there[1]  # "some days": both have to hear the same
        if leading is not None and not is_the_answer and self._leads(leading, kind, slot, text):
            self._lead(message, leading)
            return
        overrule(message, AN_ANSWER)
        if not answers:
            message.set(PARTS, [], add_to_output=True)  # all of it is the answer

    def _is_a_command(self, row: Intent, intent: str, confidence: float, kind: str | None, text: str) -> bool:
        """Whether a command is plain enough, whatever the listener says: an example of it, word for word."""
        if intent == EXPLAIN and confidence >= SURE_ALONE and kind not in WRITING and _is_asked(text):
            return True  # also where a question may be the intention
        if row.kind == "question" and confidence >= GUESSING:
            return is_said_whole(intent, text)  # "what can you do?"
        if row.kind == "small_talk" and confidence >= GUESSING and kind not in (*WRITING, "step"):
            return is_said_whole(intent, text)  # "thank you", which at a guided step leads to the next one
        if row.wish is None or confidence < GUESSING or row.wish not in WISHES_AT.get(str(kind), KINDS):
            return False
        if row.needs is not None and kind in WRITING:
            return confidence >= CERTAIN and bool(row.needs.search(text)) and len(text.split()) <= SHORT_COMMAND
        ways = KINDS if kind == "name" else WAYS | {"done"} if kind in WRITING else WAYS
        return len(text.split()) <= SHORT_COMMAND and row.wish in ways and is_said_whole(intent, text)

    def _leads(self, part: Mapping[str, Any], kind: str | None, slot: str, text: str) -> bool:
        """Whether a part without an answer beside it is none itself."""
        role, intent = part["role"], part["intent"]
        if not intent or part["sure"] < (SURE_OF_LINES if kind in LINES else SURE):
            return False
        if role in (COMPLAINT, GREETING, NOTHING) and _YES_OR_NO.match(text):
            return False  # "yup im good" to "are you safe?" is no thank-you
        if role == NOTHING:
            return len(text.split()) <= FILLER and (slot in OPEN or slot.startswith(OPEN_TOO))
        if role == CORRECTION:
            return slot not in CONFIRMED_BY and kind not in WRITING
        if role == WISH:
            row = self.table.of(intent)
            if kind in (*WRITING, "body", "step") and row.needs is not None and not row.needs.search(text):
                return False
            if kind in LINES and row.wish not in (None, part["kind"]):
                return False  # two wishes are heard: it is a line
            wish = row.wish or part["kind"]
            return wish in WISHES_AT.get(str(kind), (wish,))
        if role == QUESTION:
            return kind not in ("changing", "outcome") and (kind != "writing" or intent != LIBRARY_QUESTION)
        if role == FACT:  # in their own words it may well be the answer
            return kind not in (*LINES, *WISHES_AT, "body") and not (slot in OPEN or slot.startswith(OPEN_TOO))
        if role in (COMPLAINT, GREETING):
            return kind not in WISHES_AT or (kind == "step" and self.table.of(intent).kind == "question")
        return True

    def _outside(self, message: Message, parts: Sequence[Mapping[str, Any]]) -> None:
        """While no question is open."""
        leading = _leading(parts)
        intent, confidence = intent_of(message)
        if intent in UNHEARD and (asked := _asked_among(parts)) is not None:
            self._lead(message, asked)
            return
        if self.table.of(intent).begins and confidence < SURE and all(part["role"] != WISH for part in parts):
            overrule(message, FALLBACK)  # "insomnia or whatever": offered, not begun
            return
        if leading is None or not leading["intent"] or leading["sure"] < SURE_OF_LINES:
            return
        several = sum(part["role"] != NOTHING for part in parts) > 1
        if several and leading["role"] in (WISH, QUESTION) and leading["intent"] != OTHER:
            self._lead(message, leading)
        elif leading["role"] == QUESTION and self.table.of(intent).begins:
            self._lead(message, leading)  # "am i getting better?" begins nothing

    def _lead(self, message: Message, part: Mapping[str, Any]) -> None:
        intent = str(part["intent"])
        if intent == intent_of(message)[0]:
            return
        overrule(message, intent)
        if intent == LIBRARY_QUESTION:
            entity = {"entity": FOUND, "value": str(part.get(FOUND) or "")}
        elif intent == OTHER:
            entity = {"entity": MEANT, "value": str(part["kind"])}
        else:
            return
        message.set("entities", [entity], add_to_output=True)


def _stays(row: Intent, intent: str, kind: str | None, text: str) -> bool:
    """Whether an intent is an answer as it is: yes, no, don't know, or how a practice went."""
    length = len(text.split())
    if row.kind == "reply":
        worded = is_worded_so(intent, text) if length > FILLER else is_said_whole(intent, text)  # "me" is no yes
        worded |= length > FILLER and _YES_OR_NO.match(text) is not None
        return kind not in WRITING and length <= SHORT_REPLY and worded
    return row.kind == "outcome" and kind == "outcome"


def _is_asked(words: str) -> bool:
    """Whether words have the form of a question."""
    return "?" in words or ASKING_FORM.search(words) is not None


def _asks_what_is_meant(part: Mapping[str, Any], said: Message | None) -> bool:
    """Whether "what does that mean?" was asked, which is about the question that is open."""
    ranked = [one["name"] for one in (said.get("intent_ranking") or ())[:2]] if said is not None else []
    return TELL_ME_MORE in ranked and not part.get(FOUND)


def _leading(parts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The part that leads, where none answers; a wish for a person leads always."""
    person = next((part for part in parts if part["role"] == WISH and part["kind"] == "person"), None)
    ranked = [part for role in ORDER for part in parts if part["role"] == role]
    return person or (ranked[0] if ranked else None)


def _asked_among(parts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """A question or a wish among several parts that an intent serves, where the whole message is not understood."""
    served = [part for part in parts if part["role"] in (QUESTION, WISH) and part["intent"] not in ("", OTHER)]
    served = [part for part in served if part["intent"] != LIBRARY_QUESTION or part.get(FOUND)]
    heard = [part for part in served if part["sure"] >= SURE_AMONG]
    return max(heard, key=lambda part: float(part["sure"])) if heard and len(parts) > 1 else None


def _entries(message: Message | None) -> str:
    entities = (message.get("entities") or ()) if message is not None else ()
    return next((str(one["value"]) for one in entities if one.get("entity") == FOUND), "")

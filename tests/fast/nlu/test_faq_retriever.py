"""The retriever finds the answer to a question, offers the nearest when not sure, and stays out of the rest."""

import random
from typing import Any

import numpy
import pytest
from rasa.shared.nlu.training_data.message import Message

from bot import triage
from bot.dialogue.faq_retriever import FOUND, FaqRetriever, LibraryIndex
from bot.dialogue.sentence_featurizer import VECTOR
from bot.library import library


@pytest.fixture(scope="module")
def retriever() -> FaqRetriever:
    return FaqRetriever({}, {})


def asked(
    retriever: FaqRetriever, text: str, intent: str = "ask_library", confidence: float = 0.6
) -> tuple[str, list[str]]:
    """The intent and the entries after the retriever looked at a message."""
    content: dict[str, Any] = {"text": text, "intent": {"name": intent, "confidence": confidence}}
    message = Message(data=content | {VECTOR: numpy.array(triage.vector(text), numpy.float32)})
    retriever.process([message])
    found = [one["value"] for one in message.get("entities") or [] if one["entity"] == FOUND]
    return message.get("intent")["name"], found[0].split() if found else []


def test_every_question_that_is_asked_as_in_the_file_finds_its_answer(retriever: FaqRetriever) -> None:
    asks = [(ask, entry.id) for entry in library().values() for ask in entry.asks]
    seed = random.randrange(10**6)
    print("seed", seed)
    some = random.Random(seed).sample(asks, 150)
    right = sum(asked(retriever, ask)[1] == [name] for ask, name in some)
    assert right >= 0.97 * len(some)


def test_new_wordings_find_their_answer_or_have_it_among_those_offered() -> None:
    """One way of asking of each entry is left out of the index, and asked."""
    from dataclasses import replace

    index = LibraryIndex({name: replace(entry, asks=entry.asks[1:]) for name, entry in library().items()})
    said = wrong = offered = 0
    for name, entry in library().items():
        ids, _ = index.look_up(entry.asks[0], numpy.array(triage.vector(entry.asks[0]), numpy.float32))
        said += ids == [name]
        wrong += len(ids) == 1 and ids != [name]
        offered += len(ids) > 1 and name in ids
    print(f"said {said}, wrong {wrong}, offered {offered} of {len(library())}")
    assert said + offered >= 0.5 * len(library())
    assert wrong <= 0.2 * len(library())


def test_a_plain_wish_is_followed_even_if_an_answer_is_near(retriever: FaqRetriever) -> None:
    assert asked(retriever, "can i write in my journal", "start_journal", 0.95)[0] == "start_journal"


def test_what_is_no_question_is_left_alone(retriever: FaqRetriever) -> None:
    assert asked(retriever, "my ears were ringing and i saw a lake", "answer", 0.4) == ("answer", [])


def test_an_answer_that_shares_no_word_with_the_question_is_only_offered(retriever: FaqRetriever) -> None:
    found = asked(retriever, "What am I protecting?")[1]
    assert len(found) != 1


def test_a_question_that_no_answer_is_near_to_finds_none(retriever: FaqRetriever) -> None:
    intent, found = asked(retriever, "does ketamine go with my zodiac sign and the moon?")
    assert intent == "ask_library"
    assert len(found) != 1


def test_without_the_encoder_no_answer_is_guessed(retriever: FaqRetriever) -> None:
    message = Message(data={"text": "can i drive?", "intent": {"name": "ask_library", "confidence": 0.9}})
    retriever.process([message])
    assert message.get("entities") == [{"entity": FOUND, "value": ""}]

"""The classifier: it learns, is stored, and comes back; who is far from all lines is sure of nothing."""

from pathlib import Path

import numpy
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import coo_matrix

from bot.dialogue.intent_classifier import LinearClassifier

WORDS = ("stop", "please", "go", "on", "now", "window")


def message(text: str, intent: str | None = None) -> Message:
    said = Message.build(text, intent)
    counts = numpy.array([[text.split().count(word) for word in WORDS]], dtype=float)
    said.add_features(Features(coo_matrix(counts), FEATURE_TYPE_SENTENCE, TEXT, "words"))
    return said


@pytest.fixture
def classifier(tmp_path: Path) -> LinearClassifier:
    """One that has learned, was stored, and loaded again."""
    examples = [("stop", "stop"), ("stop please", "stop"), ("go on", "go"), ("go on please", "go"), ("window", "other")]
    config = LinearClassifier.get_default_config()
    storage, context = LocalModelStorage(tmp_path), ExecutionContext(GraphSchema({}), node_name="classifier")
    made = LinearClassifier.create(config, storage, Resource("classifier"), context)
    resource = made.train(TrainingData([message(text, intent) for text, intent in examples]))
    return LinearClassifier.load(config, storage, resource, context)


@pytest.mark.parametrize(("text", "intent"), [("please stop", "stop"), ("now go on", "go")])
def test_what_was_learned_is_known_after_loading(classifier: LinearClassifier, text: str, intent: str) -> None:
    said = message(text)
    classifier.process([said])
    assert said.get("intent")["name"] == intent
    assert sum(one["confidence"] for one in said.get("intent_ranking")) == pytest.approx(1)


def test_saying_it_twice_makes_it_no_surer(classifier: LinearClassifier) -> None:
    once, twice = message("stop"), message("stop stop")
    classifier.process([once, twice])
    assert once.get("intent")["confidence"] == pytest.approx(twice.get("intent")["confidence"])


def test_a_message_without_a_text_is_left_alone(classifier: LinearClassifier) -> None:
    said = Message(data={"intent": {"name": "kept", "confidence": 1.0}})
    classifier.process([said])
    assert said.get("intent")["name"] == "kept"


def test_the_farther_from_the_other_lines_the_surer(classifier: LinearClassifier) -> None:
    plain, mixed = message("stop"), message("stop go on")
    classifier.process([plain, mixed])
    assert plain.get("intent")["confidence"] > 0.9 > mixed.get("intent")["confidence"]

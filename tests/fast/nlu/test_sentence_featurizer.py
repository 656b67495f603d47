"""The featurizer takes the gateway's reading of a message as it is, and reads a message itself only without one."""

import base64

import numpy
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import triage
from bot.dialogue import embedding_handoff
from bot.dialogue.sentence_featurizer import WIDTH, SentenceFeaturizer


@pytest.fixture
def featurizer() -> SentenceFeaturizer:
    context = ExecutionContext(GraphSchema({}), node_name="sentence")
    config = {**SentenceFeaturizer.get_default_config(), "alias": "sentence"}
    return SentenceFeaturizer.create(config, None, None, context)  # type: ignore[arg-type]


def feature(message: Message) -> numpy.ndarray:
    """The dense sentence feature of a message."""
    _, sentence = message.get_dense_features(TEXT, [])
    assert sentence is not None
    return sentence.features[0]


def test_the_gateways_reading_is_used_and_only_once(featurizer: SentenceFeaturizer) -> None:
    sent = numpy.linspace(-1, 1, WIDTH).astype(numpy.float16)
    embedding_handoff.hold("m1", base64.b64encode(sent.tobytes()).decode())
    message = Message({TEXT: "when is my session", "message_id": "m1"})
    featurizer.process([message])
    assert feature(message) == pytest.approx(sent.astype(numpy.float32) * 4.0)
    assert embedding_handoff.take("m1") is None


def test_without_it_the_message_is_read_here(featurizer: SentenceFeaturizer) -> None:
    message = Message({TEXT: "when is my session", "message_id": "m2"})
    featurizer.process([message])
    assert feature(message) == pytest.approx(numpy.array(triage.vector("when is my session")) * 4.0)


def test_a_pressed_button_has_no_meaning_to_read(featurizer: SentenceFeaturizer) -> None:
    message = Message({TEXT: "/affirm"})
    featurizer.process([message])
    assert not feature(message).any()


def test_readings_that_nobody_fetches_do_not_pile_up() -> None:
    packed = base64.b64encode(numpy.zeros(WIDTH, numpy.float16).tobytes()).decode()
    for number in range(embedding_handoff.MAX_PENDING + 5):
        embedding_handoff.hold(f"n{number}", packed)
    assert embedding_handoff.take("n0") is None
    assert embedding_handoff.take(f"n{embedding_handoff.MAX_PENDING + 4}") is not None

"""Dense featurizer: the triage encoder's sentence embedding, as a feature of the intent classifier."""

from collections.abc import Mapping
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import triage
from bot.dialogue import embedding_handoff
from bot.dialogue.gates import is_button

WIDTH = 384
VECTOR = "vector"  # the message property that holds the embedding for the FAQ retriever
NOTHING = numpy.zeros(WIDTH, dtype=numpy.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message the encoder's 384 numbers, times `weight`, as one dense sentence feature.

    The gateway sends the embedding along with a turn. Without one (in training, or after a crash) the message is
    encoded here; without an encoder the feature is all zeros, and the bags of words decide.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`weight`: how much the embedding, of unit length, counts beside the bags of words."""
        return {**DenseFeaturizer.get_default_config(), "weight": 4.0}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """The digest of the encoder, for Rasa's fingerprint: its training cache holds the embeddings of another one."""
        return triage.encoder_digest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        """A featurizer with the settings that `config.yml` gives it."""
        return cls(execution_context.node_name, config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the feature to the messages of a turn, and keep the embedding with them."""
        for message in messages:
            # a pressed button has no text to encode, but the classifier needs the same columns for every message
            vector = self._add(
                message, NOTHING if is_button(message) else embedding_handoff.take(message.get("message_id"))
            )
            if vector is not None:
                message.set(VECTOR, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to the training examples, and no more, because their content goes into Rasa's fingerprint."""
        for message in training_data.training_examples:
            self._add(message, None)
        return training_data

    @classmethod
    def validate_config(cls, config: Mapping[str, Any]) -> None:
        """No validation: training reports whatever is wrong in the settings."""

    def _add(self, message: Message, vector: NDArray[numpy.float32] | None) -> NDArray[numpy.float32] | None:
        text = message.get(TEXT)
        if not text:
            return None
        if vector is None:
            found = triage.vector(text)
            vector = NOTHING if found is None else numpy.array(found, numpy.float32)
        feature = Features(vector[None, :] * self._config["weight"], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
        message.add_features(feature)
        return vector

"""What a message is about, as the triage encoder reads it, for the intent classifier."""

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
VECTOR = "vector"  # where the vector stays with the message, for the retriever
NOTHING = numpy.zeros(WIDTH, dtype=numpy.float32)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Gives each message the encoder's 384 numbers, times `weight`, as one dense sentence feature.

    The gateway sends its vector along with a turn. Without one (in training, or after a crash) the message is read
    here; without an encoder the feature is all zeros, and the counted words decide.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`weight`: how much the vector, of length one, counts beside counted words."""
        return {**DenseFeaturizer.get_default_config(), "weight": 4.0}

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
        """Add the feature to messages of a turn."""
        for message in messages:
            # a pressed button has nothing to read, but the classifier counts on the same columns for every message
            vector = self._add(
                message, NOTHING if is_button(message) else embedding_handoff.take(message.get("message_id"))
            )
            if vector is not None:
                message.set(VECTOR, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the feature to the training examples, and no more: Rasa takes a fingerprint of all that they hold."""
        for message in training_data.training_examples:
            self._add(message, None)
        return training_data

    @classmethod
    def validate_config(cls, config: Mapping[str, Any]) -> None:
        """Nothing in the settings can be wrong that training would not say."""

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

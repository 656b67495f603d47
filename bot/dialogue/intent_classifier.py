"""Which intent a message has: a linear support vector machine over its words, their pieces, and what it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack

MACHINE = "machine.skops"
RANKED = 10  # intents that are named beside the likeliest one


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(GraphComponent, IntentClassifier):
    """Learns one line between each intent and all others, on features of equal length for short and long messages.

    Rasa's LogisticRegressionClassifier counts a long message for more than a short one, is less often right on the
    examples that it has not seen, and takes ten times as long to learn ten thousand of them.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Featurizers have to come before."""
        from rasa.nlu.featurizers.featurizer import Featurizer

        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: how closely it follows its examples; `steepness`: how fast distance from the line becomes certainty."""
        return {"C": 0.3, "steepness": 4.5}

    def __init__(
        self, config: Mapping[str, Any], storage: ModelStorage, resource: Resource, machine: Any = None
    ) -> None:
        self._config, self._storage, self._resource, self._machine = config, storage, resource, machine

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearClassifier":
        """A classifier that has learned nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearClassifier":
        """The classifier as it was trained."""
        import skops.io

        with model_storage.read_from(resource) as folder:
            machine = skops.io.load(folder / MACHINE, trusted=[])
        return cls(config, model_storage, resource, machine)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples."""
        import skops.io
        from sklearn.svm import LinearSVC

        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        machine = LinearSVC(C=self._config["C"], class_weight="balanced", random_state=0)
        self._machine = machine.fit(_features(examples), [example.get("intent") for example in examples])
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(self._machine, folder / MACHINE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Say of each message which intent it has, and how sure that is."""
        for message in messages:
            if message.get(TEXT):
                ranking = self._ranking(message)
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking[:RANKED], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after it learns from what it makes of the examples."""
        return training_data

    def _ranking(self, message: Message) -> Sequence[dict[str, Any]]:
        assert self._machine is not None
        odds = certainty(self._machine.decision_function(_features([message]))[0], self._config["steepness"])
        order = numpy.argsort(-odds)
        return [{"name": str(self._machine.classes_[i]), "confidence": float(odds[i])} for i in order]


def certainty(distances: NDArray[numpy.float64], steepness: float) -> NDArray[numpy.float64]:
    """Distances from the lines as shares of one."""
    raised: NDArray[numpy.float64] = numpy.exp(steepness * (distances - distances.max()))
    shares: NDArray[numpy.float64] = raised / raised.sum()
    return shares


def _features(messages: Sequence[Message]) -> csr_matrix:
    """The features of whole messages, each featurizer's counts scaled to length one."""
    return vstack([_features_of(message) for message in messages]).tocsr()


def _features_of(message: Message) -> csr_matrix:
    parts = []
    for feature in message.features:
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE:
            counts = csr_matrix(feature.features)
            if feature.is_sparse():
                length = numpy.sqrt(counts.multiply(counts).sum())
                counts = counts / length if length else counts
            parts.append(counts)
    return hstack(parts)

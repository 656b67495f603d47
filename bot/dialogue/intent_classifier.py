"""Which intent a message has: a linear support vector machine over its words, their pieces, and what it is about."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import softmax
from sklearn.preprocessing import normalize

from bot.dialogue.trainable import Trainable

MACHINE = "machine.skops"
RANKED = 10  # intents that are named beside the likeliest one


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(Trainable, IntentClassifier):
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
        """`C`: inverse regularisation strength; `softmax_scale`: how fast distance from the line becomes certainty."""
        return {"C": 0.3, "softmax_scale": 4.5}

    def __init__(self, config: Mapping[str, Any], learned: Any = None) -> None:
        super().__init__(config)
        self._machine = learned

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Learn from the examples."""
        import skops.io
        from sklearn.svm import LinearSVC

        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        machine = LinearSVC(C=self.config["C"], class_weight="balanced", random_state=0)
        machine.fit(_features(examples), [example.get("intent") for example in examples])
        skops.io.dump(machine, folder / MACHINE)

    @classmethod
    def restore(cls, folder: Path) -> Any:
        """The machine, as it was trained."""
        import skops.io

        return skops.io.load(folder / MACHINE, trusted=[])

    def process(self, messages: list[Message]) -> list[Message]:
        """Say of each message which intent it has, and how sure that is."""
        for message in messages:
            if message.get(TEXT):
                ranking = self._ranking(message)
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking[:RANKED], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> Sequence[dict[str, Any]]:
        distances = self._machine.decision_function(_features([message]))[0]
        odds = softmax(self.config["softmax_scale"] * distances)
        order = numpy.argsort(-odds)
        return [{"name": str(self._machine.classes_[i]), "confidence": float(odds[i])} for i in order]


def _features(messages: Sequence[Message]) -> csr_matrix:
    """The features of whole messages, each featurizer's counts scaled to length one."""
    return vstack([_features_of(message) for message in messages]).tocsr()


def _features_of(message: Message) -> csr_matrix:
    features = [one for one in message.features if one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE]
    return hstack([normalize(one.features) if one.is_sparse() else csr_matrix(one.features) for one in features])

"""Intent classifier: a linear SVM over bags of words, character n-grams and the sentence embedding."""

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

FILE = "machine.skops"  # in the model; Rasa's training cache holds files of this name, so it stays
RANKED = 10  # intents in `intent_ranking`


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearClassifier(Trainable, IntentClassifier):
    """Linear SVM, one-vs-rest, on features normalised to unit length, so that a long message counts as a short one.

    Rasa's LogisticRegressionClassifier counts a long message for more than a short one, is less often right on the
    examples that it has not seen, and takes ten times as long to learn ten thousand of them.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """Featurizers, which have to come before it in the pipeline."""
        from rasa.nlu.featurizers.featurizer import Featurizer

        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`C`: inverse regularisation strength; `softmax_scale`: factor on the decision function before softmax."""
        return {"C": 0.3, "softmax_scale": 4.5}

    def __init__(self, config: Mapping[str, Any], learned: Any = None) -> None:
        super().__init__(config)
        self._svm = learned

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Train the SVM on the examples."""
        import skops.io
        from sklearn.svm import LinearSVC

        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        svm = LinearSVC(C=self.config["C"], class_weight="balanced", random_state=0)
        svm.fit(_features(examples), [example.get("intent") for example in examples])
        skops.io.dump(svm, folder / FILE)

    @classmethod
    def restore(cls, folder: Path) -> Any:
        """The trained SVM."""
        import skops.io

        return skops.io.load(folder / FILE, trusted=[])

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent, its confidence and the intent ranking of each message."""
        for message in messages:
            if message.get(TEXT):
                ranking = self._ranking(message)
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking[:RANKED], add_to_output=True)
        return messages

    def _ranking(self, message: Message) -> Sequence[dict[str, Any]]:
        distances = self._svm.decision_function(_features([message]))[0]
        odds = softmax(self.config["softmax_scale"] * distances)
        order = numpy.argsort(-odds)
        return [{"name": str(self._svm.classes_[i]), "confidence": float(odds[i])} for i in order]


def _features(messages: Sequence[Message]) -> csr_matrix:
    """The sentence features of messages as one sparse matrix, each featurizer's counts normalised to unit length."""
    return vstack([_features_of(message) for message in messages]).tocsr()


def _features_of(message: Message) -> csr_matrix:
    features = [one for one in message.features if one.attribute == TEXT and one.type == FEATURE_TYPE_SENTENCE]
    return hstack([normalize(one.features) if one.is_sparse() else csr_matrix(one.features) for one in features])

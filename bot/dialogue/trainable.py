"""Base class of trainable NLU components: `create` makes one for training, `load` one from the trained model."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData


class Trainable(GraphComponent):
    """Graph component that is trained on the examples and persists what it learned in the model storage."""

    _place: tuple[ModelStorage, Resource]  # where `train` persists; set in training only

    def __init__(self, config: Mapping[str, Any], learned: Any = None) -> None:
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """An untrained component."""
        learner = cls(config)
        learner._place = model_storage, resource
        return learner

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """A component with what was learned when the model was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, cls.restore(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Train, and persist the result in the model storage."""
        storage, resource = self._place
        with storage.write_to(resource) as folder:
            self.fit(training_data, folder)
        return resource

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Learn from the examples, and write the result into a folder."""
        raise NotImplementedError

    @classmethod
    def restore(cls, folder: Path) -> Any:
        """What `fit` wrote, as the constructor takes it."""
        raise NotImplementedError

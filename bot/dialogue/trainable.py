"""What the components that learn have in common: Rasa makes them for training, and again with what was learned."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData


class Trainable(GraphComponent):
    """A component that learns something from the examples and keeps it in a folder of the model."""

    _place: tuple[ModelStorage, Resource]  # where what is learned goes, while a model is trained

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
        """One that has learned nothing yet."""
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
        """One that knows what was learned when the model was trained."""
        with model_storage.read_from(resource) as folder:
            return cls(config, cls.restore(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn, and keep it with the model."""
        storage, resource = self._place
        with storage.write_to(resource) as folder:
            self.fit(training_data, folder)
        return resource

    def fit(self, training_data: TrainingData, folder: Path) -> None:
        """Write what there is to know into a folder."""
        raise NotImplementedError

    @classmethod
    def restore(cls, folder: Path) -> Any:
        """What `fit` wrote, as the constructor takes it."""
        raise NotImplementedError

"""One reader for all tests of understanding."""

from collections.abc import Iterator

import pytest
import structlog

from tests.support.reader import Reader


@pytest.fixture(scope="module")
def reader(model: None) -> Iterator[Reader]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))  # or each message is printed
    yield Reader()
    structlog.reset_defaults()

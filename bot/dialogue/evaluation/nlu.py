"""`landfall eval nlu`: macro F1, precision and recall of intents on held-out messages, beside Rasa's stock pipeline."""

import asyncio
import logging
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import structlog
import yaml

OUT_OF_SCOPE = frozenset({"out_of_scope", "nlu_fallback"})  # counted as one class
# What `rasa init` writes, without what has nothing to learn here (no entities to find, no synonyms, no retrieval).
STOCK: dict[str, Any] = {
    "recipe": "default.v1",
    "assistant_id": "stock",
    "language": "en",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "constrain_similarities": True, "random_seed": 42},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ],
    "policies": [],
}


class BadFile(ValueError):
    """Raised for held-out messages that cannot be used; says what they should look like."""


@dataclass(frozen=True)
class Understood:
    """One held-out message, its true intent (`meant`) and its predicted one (`taken`)."""

    text: str
    meant: str
    taken: str


@dataclass(frozen=True)
class Result:
    """The predictions and scores of one pipeline.

    `f1` is the macro mean over the intents, which counts a rare one as much as a common one; `unknown` the share of
    the messages that are out of scope which were not taken for anything else.
    """

    name: str
    rows: Sequence[Understood]
    scores: Mapping[str, tuple[float, float, float]]
    f1: float
    unknown: float


def held_out(path: Path) -> list[tuple[str, str]]:
    """The messages of a file, or of all files of a folder, in Rasa's format of training data, as (text, intent).

    Raises:
        BadFile: there is nothing at `path`, or no messages with intents in Rasa's format.
    """
    from rasa.shared.data import get_data_files
    from rasa.shared.exceptions import RasaException
    from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

    try:
        files = get_data_files([str(path)], RasaYAMLReader.is_yaml_nlu_file) if path.is_dir() else [path]
        data = [RasaYAMLReader().reads(Path(file).read_text(encoding="utf-8")) for file in sorted(files)]
        found = [(str(one.get("text")), str(one.get("intent"))) for part in data for one in part.intent_examples]
        if not found:
            raise ValueError("empty")
        return found
    except (OSError, RasaException, ValueError, AttributeError, TypeError, KeyError) as problem:
        raise BadFile(
            f"{path} has to hold messages with their intents in Rasa's format of training data "
            f"({type(problem).__name__})."
        ) from problem


def run(path: Path, out: TextIO, *, model: Path, data: Path, epochs: int, errors: bool = False) -> None:
    """Measure the trained `model`, and the stock pipeline trained on `data` in the same run, on `path`; print a table.

    With `errors` every message that was misunderstood is printed too. The stock pipeline goes through the examples
    `epochs` times, each of which takes a minute or so on two cores; with 0 it is left out.

    Raises:
        BadFile: as `held_out`.
    """
    messages = held_out(path)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # or each is printed
    print(f"{len(messages)} messages, {len({intent for _, intent in messages})} intents", file=out, flush=True)
    results = [judged("Landfall", asyncio.run(_parse(model, messages)))]
    if epochs:
        print(f"Training Rasa's stock pipeline on the same examples, {epochs} epochs ...", file=out, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            rows = asyncio.run(_parse(_trained(Path(folder), data, epochs), messages))
        results.append(judged(f"Rasa's stock pipeline, {epochs} epochs", rows))
    print("\n| | macro F1 | accuracy | out of scope found |\n|---|---:|---:|---:|", file=out)
    for result in results:
        right = sum(row.meant == row.taken for row in result.rows) / len(result.rows)
        print(f"| {result.name} | {result.f1:.3f} | {right:.1%} | {result.unknown:.1%} |", file=out)
    print("\n| intent | precision | recall | F1 |\n|---|---:|---:|---:|", file=out)
    for intent, (precision, recall, f1) in sorted(results[0].scores.items(), key=lambda one: one[1][2]):
        print(f"| {intent} | {precision:.2f} | {recall:.2f} | {f1:.2f} |", file=out)
    if errors:
        for row in results[0].rows:
            if row.meant != row.taken:
                print(f"{row.meant} -> {row.taken} | {row.text}", file=out)


def judged(name: str, rows: Sequence[Understood]) -> Result:
    """Precision, recall and F1 for each intent, and their macro mean."""
    from sklearn.metrics import precision_recall_fscore_support

    intents = sorted({row.meant for row in rows})
    precision, recall, f1, _ = precision_recall_fscore_support(
        [row.meant for row in rows], [row.taken for row in rows], labels=intents, zero_division=0
    )
    scores = {
        name: (float(p), float(r), float(f)) for name, p, r, f in zip(intents, precision, recall, f1, strict=True)
    }
    foreign = [row for row in rows if row.meant == "out_of_scope"]
    unknown = sum(row.taken == row.meant for row in foreign) / len(foreign) if foreign else 0.0
    return Result(name, rows, scores, sum(f for _, _, f in scores.values()) / len(scores), unknown)


async def _parse(model: Path, messages: Sequence[tuple[str, str]]) -> list[Understood]:
    """Each message as a client who has agreed types it while no question is open."""
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage

    agent = Agent.load(model)
    rows = []
    for text, meant in messages:
        before_consent = meant in ("agree", "decline", "under_age", "tell_me_more")
        message = UserMessage(text=text, metadata={"consented": not before_consent, "tier": "none"})
        processor = agent.processor
        assert processor is not None
        parsed = await processor.parse_message(message)
        taken = str(parsed["intent"]["name"] or "nlu_fallback")
        rows.append(Understood(text, meant, "out_of_scope" if taken in OUT_OF_SCOPE else taken))
    return rows


def _trained(folder: Path, data: Path, epochs: int) -> Path:
    from rasa.model_training import train_nlu

    config = folder / "config.yml"
    pipeline = [part | {"epochs": epochs} if part["name"] == "DIETClassifier" else part for part in STOCK["pipeline"]]
    config.write_text(yaml.safe_dump(STOCK | {"pipeline": pipeline}), encoding="utf-8")
    made = train_nlu(str(config), str(data), str(folder / "models"))
    assert made is not None
    return Path(made)

"""A worker process of triage: reads requests from standard input, one after the other, and answers each.

Started by the gateway (`bot.gateway.worker_process`) as `python -m bot.triage.worker ROLE NICENESS`. Requests and
answers are pickles after their length in four bytes; only parent and child hold the two pipes. It ends when its input
ends, so it never outlives the gateway, even one that is killed.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy

from bot.triage import engine, language
from bot.triage.context.signals_over_turns import FoundSignal, signals_in
from bot.triage.encoder import loader
from bot.triage.model import Assessment, ContextMessage
from bot.triage.text.normalization import windows

LENGTH_BYTES = 4
READY = "ready"  # the first answer, without a request: (READY, why there is no encoder or None)
TRIAGE, LANGUAGE = "triage", "language"  # the roles: what a worker loads
Context = tuple[ContextMessage, ...]


def message(text: str, context: Context) -> tuple[Assessment, bytes | None]:
    """A whole message: its assessment, and its embedding as 32-bit floats."""
    return engine.assess(text, context), vector(text)


def piece(text: str, context: Context, closely: bool, explain: bool) -> tuple[Assessment, list[FoundSignal]]:
    """A piece of a long text: its assessment and its weak signals.

    Args:
        closely: by rules and encoder; else by the rules alone.
        explain: whether to find the words that decided for the encoder.
    """
    found = engine.assess(text, context, explain=explain) if closely else engine.by_rules(text, context)
    return found, signals_in(windows(text))


def vector(text: str) -> bytes | None:
    """The embedding of a text as 32-bit floats; None without encoder."""
    found = engine.vector(text)
    return None if found is None else numpy.array(found, numpy.float32).tobytes()


def frame(content: object) -> bytes:
    """A request or an answer as it goes through the pipe."""
    packed = pickle.dumps(content)
    return len(packed).to_bytes(LENGTH_BYTES, "big") + packed


def serve(requests: BinaryIO, answers: BinaryIO, does: dict[str, Callable[..., Any]]) -> None:
    """Answer requests, each a (name, *arguments), until there are no more; None where one fails."""
    while length := requests.read(LENGTH_BYTES):
        name, *arguments = pickle.loads(requests.read(int.from_bytes(length, "big")))  # noqa: S301 - from our parent
        try:
            answer = does[name](*arguments)
        except Exception as problem:  # by its kind alone: a message of an error may quote the client
            print(f"A triage worker failed on {name} ({type(problem).__name__})", file=sys.stderr)
            answer = None
        answers.write(frame(answer))
        answers.flush()


def main(role: str, niceness: int) -> None:
    """Load what the role needs, say so, then serve."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the gateway ends its workers itself
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    os.nice(niceness)
    does: dict[str, Callable[..., Any]] = {"message": message, "piece": piece, "vector": vector}
    problem = None
    if role == LANGUAGE:
        language.load()
        does = {"language": language.language}
    else:
        engine.warm_up()
        problem = loader.problem()
    answers.write(frame((READY, problem)))
    answers.flush()
    serve(requests, answers, does)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

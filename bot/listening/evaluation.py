"""Evaluation: how many held-out messages are served, with every part in its role and none invented."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.listening.listener import Listener
from bot.listening.parts import ANSWER, NOTHING, QUESTION, WISH

if TYPE_CHECKING:
    from bot.listening.training.examples import Example

QUIET = (NOTHING,)  # whether a filler is told apart changes nothing for anybody


def served(listener: Listener, examples: "Sequence[Example]") -> dict[str, float]:
    """Shares of the messages, from 0 to 1.

    `served`: the same roles as labelled, fillers aside, each part at about its place. `one`, `several`: the same among
    messages of one part and of several. `question_as_answer`: of those with a question, no question was found.
    `answer_as_command`: of those that only answer, a wish was heard. `answer_lost`: of those with an answer, none was
    found. `kind`: of the wishes found, the right kind.
    """
    counts = dict.fromkeys(("served", "one", "several", "question", "taken", "answer", "lost", "only", "command"), 0)
    ones = severals = kinds = right = 0
    for example in examples:
        found = listener.parts(example.text, example.question)
        labelled = [(label.split()[0], start, end, label) for label, start, end in example.parts]
        wanted = [part for part in labelled if part[0] not in QUIET]
        got = [part for part in found if part.role not in QUIET]
        good = _alike(wanted, [(part.role, part.start, part.end) for part in got])
        several = len(wanted) > 1
        ones, severals = ones + (not several), severals + several
        counts["served"] += good
        counts["several" if several else "one"] += good
        roles, heard = {part[0] for part in wanted}, {part.role for part in got}
        counts["question"] += QUESTION in roles
        counts["taken"] += QUESTION in roles and QUESTION not in heard
        counts["answer"] += ANSWER in roles
        counts["lost"] += ANSWER in roles and ANSWER not in heard
        counts["only"] += roles == {ANSWER}
        counts["command"] += roles == {ANSWER} and WISH in heard
        for part in wanted:
            match = next((one for one in got if one.role == WISH and one.start < part[2] and part[1] < one.end), None)
            if part[0] == WISH and match is not None:
                kinds += 1
                right += match.kind == part[3].split()[-1]
    return {
        "messages": len(examples),
        "served": _share(counts["served"], len(examples)),
        "one": _share(counts["one"], ones),
        "several": _share(counts["several"], severals),
        "question_as_answer": _share(counts["taken"], counts["question"]),
        "answer_as_command": _share(counts["command"], counts["only"]),
        "answer_lost": _share(counts["lost"], counts["answer"]),
        "kind": _share(right, kinds),
    }


def _alike(wanted: Sequence[tuple[str, int, int, str]], got: Sequence[tuple[str, int, int]]) -> bool:
    """Whether the roles are the same in the same order, each part overlapping its own."""
    if [part[0] for part in wanted] != [part[0] for part in got]:
        return False
    return all(one[1] < other[2] and other[1] < one[2] for one, other in zip(wanted, got, strict=True))


def _share(some: int, of: int) -> float:
    return round(some / of, 3) if of else 0.0

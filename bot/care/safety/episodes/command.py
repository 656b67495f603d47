"""`landfall safety check`: says what is wrong with the protocol and the texts that are in use."""

from typing import TextIO

from bot.care.safety.episodes import check
from bot.care.safety.episodes.protocol import protocol
from bot.care.safety.episodes.texts import texts


def run(output: TextIO, *, unreviewed: bool) -> bool:
    """Write every problem, a line each, and how much there is; `unreviewed` adds the texts that nobody reviewed.

    Returns whether there is no problem. Raises `BadProtocol` when the files cannot be read.
    """
    tree, words = protocol(), texts()
    problems, waiting = check.problems(tree, words), check.unreviewed(words)
    lines = [*problems, *(f"Not reviewed: {text_id}" for text_id in (waiting if unreviewed else ()))]
    found = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}" if problems else "no problem"
    size = f"{len(tree.states)} states, {len(tree.strands)} strands, {len(tree.questions)} questions"
    lines.append(f"{size}, {len(words.by_id)} texts: {found}. Texts that no clinician has reviewed: {len(waiting)}.")
    output.write("".join(f"{line}\n" for line in lines))
    return not problems

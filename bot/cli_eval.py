"""`landfall eval`: how well triage, its rules, the listener and the intents do on messages that were held out."""

import sys
from pathlib import Path

import click


class _TriageUnlessSaid(click.Group):
    """`landfall eval FOLDER` measures triage, as `landfall eval triage FOLDER` does."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in {*self.commands, "-h", "--help"}:
            args = ["triage", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_TriageUnlessSaid)
def eval() -> None:
    """Measure triage (the default), its rules, the listener or the understanding of intents (nlu)."""


@eval.command("triage")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="Also print every message missed or flagged: hard to read.")
@click.option("--curve", type=click.Path(dir_okay=False, path_type=Path), help="Draw the trade-off there, as SVG.")
def eval_triage(folders: tuple[Path, ...], errors: bool, curve: Path | None) -> None:
    """Measure triage on our held-out messages, and on the *.jsonl files of FOLDERS.

    A line of such a file is {"text", "label": 0 or 1, "tier"?, "context"?}; docs/triage.md names public ones.
    """
    from bot.triage.evaluation.cases import BadFile
    from bot.triage.evaluation.command import run

    try:
        run(folders, sys.stdout, errors=errors, curve_file=curve)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from None


@eval.command("rules")
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Keep those that are right too seldom: alone, they only ask.")
def eval_rules(folders: tuple[Path, ...], write: bool) -> None:
    """How often each rule of triage is right, on held-out messages and the *.jsonl files of FOLDERS."""
    from bot.triage.evaluation.cases import BadFile
    from bot.triage.evaluation.precision import run

    try:
        run(folders, sys.stdout, write=write)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from None


@eval.command("listening")
def eval_listening() -> None:
    """How many held-out messages the listener serves: every part in its role, and none invented."""
    from bot.listening.evaluation import served
    from bot.listening.listener import listener
    from bot.listening.training.examples import HELD_OUT, read

    for name, share in served(listener(), read(HELD_OUT)).items():
        click.echo(f"{name:<20} {share}")


@eval.command("reflections")
def eval_reflections() -> None:
    """How often what an answer is about is heard on held-out answers, by class, and how often a reflection hurts."""
    from bot.listening.reflections.classifier import classifier
    from bot.listening.reflections.evaluation import by_class, heard
    from bot.listening.reflections.training.examples import HELD_OUT, read

    answers = read(HELD_OUT)
    for name, share in heard(classifier(), answers).items():
        click.echo(f"{name:<20} {share}")
    for name, (of, right) in by_class(classifier(), answers).items():
        click.echo(f"  {name:<18} {right} of {of}")


@eval.command("nlu")
@click.argument("path", default="tests/nlu", type=click.Path(path_type=Path))
@click.option("--stock/--no-stock", default=True, help="Train Rasa's stock pipeline beside ours (an hour or more).")
@click.option(
    "--epochs",
    default=100,
    show_default=True,
    type=click.IntRange(1),
    help="How often the stock pipeline goes through the examples.",
)
@click.option("--errors", is_flag=True, help="Also print every message that was misunderstood.")
def eval_nlu(path: Path, stock: bool, epochs: int, errors: bool) -> None:
    """Measure the intents on PATH: messages that are not in data/nlu, in Rasa's format, as for `rasa test nlu`."""
    from bot.dialogue.evaluation.nlu import BadFile, run
    from bot.operate.errors import read_settings
    from bot.operate.training import MODEL, train
    from bot.settings import PROJECT

    train(read_settings())
    try:
        passes = epochs if stock else 0
        run(path, sys.stdout, model=MODEL, data=PROJECT / "data" / "nlu", epochs=passes, errors=errors)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from None

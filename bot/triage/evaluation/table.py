"""The table of recall and false alarms: a line for each set and tier, with 95 % Wilson confidence intervals."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.triage.evaluation.cases import Case, Set
from bot.triage.model import Assessment, Tier


@dataclass(frozen=True)
class Graded:
    """A case and what triage made of it."""

    case: Case
    found: Assessment


@dataclass(frozen=True)
class Line:
    """One line of the table: `count` of `of` messages of `what` in `name` counted as `counted`."""

    name: str
    what: str
    counted: str
    count: int
    of: int

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.count / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % Wilson interval of the share (Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
        from scipy.stats import binomtest

        low, high = binomtest(self.count, self.of).proportion_ci(0.95, method="wilson")
        return float(low), float(high)

    def __str__(self) -> str:
        low, high = self.interval
        return (
            f"| {self.name} | {self.what} | {self.counted} | {self.count} / {self.of} "
            f"| {self.share:.1%} | {low:.1%} to {high:.1%} |"
        )


HEAD = "| measured on | messages | counted | | share | 95 % interval |\n|---|---|---|---:|---:|---:|"


def grade(some: Set, assess: Callable[..., Assessment], progress: Callable[[], None] = lambda: None) -> list[Graded]:
    """Every case of a set, assessed."""
    found: list[Graded] = []
    for case in some.cases:
        found.append(Graded(case, assess(case.text, case.context)))
        progress()
    return found


def lines(name: str, graded: Sequence[Graded]) -> Iterable[Line]:
    """The lines of one set: recall for what is worrying, flags for what is not."""
    acute = [g for g in graded if g.case.tier in {Tier.IMMINENT, Tier.HIGH} and g.case.worrying]
    if acute:
        yield _line(name, "imminent, high", "any tier", acute, lambda g: g.found.tier > Tier.NONE)
        yield _line(name, "imminent, high", "high or above", acute, lambda g: g.found.tier >= Tier.HIGH)
    mild = [g for g in graded if g.case.tier is Tier.ELEVATED and g.case.worrying]
    if mild:
        yield _line(name, "elevated", "any tier", mild, lambda g: g.found.tier > Tier.NONE)
    every = [g for g in graded if g.case.worrying]
    if every and len(every) not in {len(acute), len(mild)}:
        yield _line(name, "all that worry", "any tier", every, lambda g: g.found.tier > Tier.NONE)
    benign = [g for g in graded if not g.case.worrying]
    if benign:
        yield _line(name, "none", "flagged", benign, lambda g: g.found.tier > Tier.NONE)


def _line(name: str, what: str, counted: str, some: Sequence[Graded], counts: Callable[[Graded], bool]) -> Line:
    return Line(name, what, counted, sum(map(counts, some)), len(some))

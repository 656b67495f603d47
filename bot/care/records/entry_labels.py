"""Labels of journal entries as clients read them: headings, and a line with mood, tags and privacy."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.care.journal.journal import COMMITMENT, INTENTION, PRACTICE, SUMMARY, Written
from bot.care.practices import content
from bot.care.records import prescriber_summary

# The heading of an entry, by the question it answers.
HEADINGS = {
    "hope": "What you hope for",
    "kindness": "To meet with kindness",
    "fragments": "First fragments",
    "fragments_more": "More fragments",
    "images": "Images",
    "feelings": "Feelings",
    "body": "Body",
    "intention_touched": "Your intention, afterwards",
    "hard": "What was hard",
    "matters": "What matters most",
    "small_action": "One small action",
    "helped": "What helped",
    "steady": "While settling",
    "echo": "What is left of it",
    "since_feelings": "Feelings since",
    "since_body": "Body since",
    "since_people": "With other people",
    "meaning": "What it means by now",
    "still_hard_days": "What is still hard, after days",
    "still_hard_week": "What is still hard, after a week",
    "action_done_days": "The small action, after days",
    "action_done_week": "The small action, after a week",
    "across": "From one treatment session to the next",
}
CHECKLIST = "space_"  # questions of the checklist, whose answers are ticks
PRIVATE = "private"


def heading(entry: Written) -> str:
    """The heading of an entry: "Journal", "Your intention", the question it answers, or its practice."""
    return heading_of(entry.kind, entry.question)


def heading_of(kind: str, question: str | None) -> str:
    """The heading of an entry of this kind that answers this question."""
    if kind in (PRACTICE, COMMITMENT):
        about = content.title(question or "")
        chosen = "one small thing" if kind == COMMITMENT else "how it is now"
        return f"{about}, {chosen}" if about else HEADINGS["small_action"]
    if kind == INTENTION:
        return "Your intention"
    if kind == SUMMARY:
        return prescriber_summary.heading(question or "")
    if question and question.startswith(CHECKLIST):
        return "Getting the place ready"
    return HEADINGS.get(question or "", "Journal")


def noted(entry: Written) -> str:
    """Mood, tags and privacy of an entry in one line: "feeling 6 of 10 · #sleep · private". Empty without any."""
    mood = [f"feeling {entry.mood} of 10"] if entry.mood is not None else []
    tags = [" ".join(f"#{tag}" for tag in entry.tags)] if entry.tags else []
    return " · ".join([*mood, *tags, *([] if entry.shared else [PRIVATE])])


def writing(entries: Iterable[Written]) -> list[Written]:
    """The entries without ticks of the checklist and without answers in the summary for the prescriber."""
    return [entry for entry in entries if entry.kind != SUMMARY and not (entry.question or "").startswith(CHECKLIST)]


def day(moment: datetime, timezone: str) -> str:
    """A date in the given timezone as a person reads it: "May 12, 2026"."""
    try:
        here = moment.astimezone(ZoneInfo(timezone))
    except (ZoneInfoNotFoundError, ValueError):
        here = moment
    return f"{here:%B} {here.day}, {here.year}"

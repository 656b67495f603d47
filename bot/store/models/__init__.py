"""The tables. One file for each part of the work; all are listed here."""

from bot.store.models.base import Base, UtcDateTime, new_id, now
from bot.store.models.bookings import AssignedCoach, Booking, CoachCalendar, DayOff, GroupEvent, OpenHours
from bot.store.models.care import (
    Intention,
    JournalEntry,
    JournalPart,
    JournalUndo,
    Measure,
    MeasureOffer,
    Practice,
    TreatmentSession,
)
from bot.store.models.coach import AuditEvent, Coach, CoachLogin, Note
from bot.store.models.messages import Conversation, Message, TrackerTurn, Triage, Verdict
from bot.store.models.people import Address, Client
from bot.store.models.safety import Escalation, EscalationEvent, Page

__all__ = [
    "Address",
    "AssignedCoach",
    "AuditEvent",
    "Base",
    "Booking",
    "Client",
    "Coach",
    "CoachCalendar",
    "CoachLogin",
    "Conversation",
    "DayOff",
    "Escalation",
    "EscalationEvent",
    "GroupEvent",
    "Intention",
    "JournalEntry",
    "JournalPart",
    "JournalUndo",
    "Measure",
    "MeasureOffer",
    "Message",
    "Note",
    "OpenHours",
    "Page",
    "Practice",
    "TrackerTurn",
    "TreatmentSession",
    "Triage",
    "UtcDateTime",
    "Verdict",
    "new_id",
    "now",
]

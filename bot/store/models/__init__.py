"""The tables as SQLAlchemy models, one file per room of `bot.care`. May import only SQLAlchemy and `uuid6`."""

from bot.store.models.accounts import Address, AssignedCoach, Client, Coach, CoachLogin
from bot.store.models.base import Base, UtcDateTime, new_id, now
from bot.store.models.bookings import Booking, CoachCalendar, DayOff, GroupEvent, OpenHours
from bot.store.models.journal import JournalEntry, JournalPart, JournalUndo
from bot.store.models.messages import Conversation, Message, TrackerTurn
from bot.store.models.practices import Practice
from bot.store.models.questionnaires import Measure, MeasureOffer
from bot.store.models.records import AuditEvent, Note
from bot.store.models.safety import Escalation, EscalationEvent, Notification, SafetyEpisode, Triage, Verdict
from bot.store.models.sessions import Intention, TreatmentSession

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
    "Notification",
    "OpenHours",
    "Practice",
    "SafetyEpisode",
    "TrackerTurn",
    "TreatmentSession",
    "Triage",
    "UtcDateTime",
    "Verdict",
    "new_id",
    "now",
]

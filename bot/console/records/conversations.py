"""Conversations: the caseload list, the transcript with the client's record beside it, notes, resolving an alert."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.care import Erased, Work, audit
from bot.care.accounts import assigned_coach
from bot.care.records import caseload, notes, timeline, transcripts
from bot.care.records.transcripts import Transcript
from bot.care.safety import alerts, risks
from bot.care.safety.episodes import views
from bot.console import pages
from bot.console.app_keys import LOGIN, STORE
from bot.console.request_parsing import number, path_id
from bot.console.safety import verdicts

NEEDS_A_NOTE = "Please write down, in a sentence or two, what came of it. Then resolve."
NEW_WORDS = "The client wrote something new that belongs to this alert. Please read it first; your note is still here."


async def show(request: web.Request) -> web.Response:
    """The caseload, newest activity first, a page at a time."""
    return await _list(request, "", number(request.query.get("page")) or 1)


async def search(request: web.Request) -> web.Response:
    """The caseload, filtered by a part of the client's name or code."""
    form = await request.post()
    return await _list(request, str(form.get("search", ""))[:100], number(str(form.get("page", ""))) or 1)


async def read(request: web.Request) -> web.Response:
    """The transcript page; `at`, `before` and `after` are seqs that choose which part is shown."""
    return await _page(request, path_id(request))


async def newer(request: web.Request) -> web.Response:
    """The messages after a seq as HTML, which the page's script appends."""
    conversation_id, after = path_id(request), number(request.query.get("after"))
    async with request.app[STORE].read() as work:
        found = await transcripts.transcript(work, conversation_id, after=after)
        judged = await verdicts.beside(work, found.lines)
    if found.lines:
        async with request.app[STORE].begin() as work:
            await _record_view(work, request, conversation_id, found)
    context = {"lines": found.lines, "at": None, "judged": judged, "mine": request[LOGIN].coach_id}
    return pages.render(request, "records/_messages.html", context)


async def alerts_of(request: web.Request) -> web.Response:
    """The open alerts of the conversation's client as HTML, which the page's script swaps in."""
    async with request.app[STORE].read() as work:
        thread = await transcripts.thread(work, path_id(request))
        if thread is None:
            raise web.HTTPNotFound
        found = await alerts.open_alerts(work, thread.who.client_id)
        judged = await verdicts.beside(work, (), found)
    mine = request[LOGIN].coach_id
    context = {"alerts": found, "mine": mine, "draft": None, "thread": thread, "judged": judged}
    return pages.render(request, "safety/_client_alerts.html", context)


async def add_note(request: web.Request) -> web.Response:
    """Add a note about the client."""
    conversation_id, form = path_id(request), await request.post()
    async with request.app[STORE].begin() as work:
        thread = await transcripts.thread(work, conversation_id)
        if thread is None:
            raise web.HTTPNotFound
        try:
            await notes.add(work, thread.who.client_id, request[LOGIN].coach_id, str(form.get("text", "")))
            flash, subject = "note_added", f"client:{thread.who.client_id}"
            await audit.record(work, request[LOGIN].actor, "note.added", subject)
        except ValueError:
            flash = "note_empty"
        except Erased:
            flash = "erased"
    return pages.redirect(request, "conversation", flash, fragment="notes", id=conversation_id)


async def resolve(request: web.Request) -> web.Response:
    """Resolve an alert. A note that cannot be saved as it is comes back with the page, so nothing is lost."""
    escalation_id, form = path_id(request), await request.post()
    outcome, cleared = str(form.get("outcome", "")), form.get("risk") == "cleared"
    wrong = ""
    try:
        async with request.app[STORE].begin() as work:
            await alerts.resolve(
                work,
                escalation_id,
                request[LOGIN].coach_id,
                outcome,
                risk_cleared=cleared,
                seen=number(str(form.get("seen", ""))),
            )
        return pages.redirect(request, "alerts", "resolved_cleared" if cleared else "resolved")
    except alerts.Resolved:
        return pages.redirect(request, "alerts", "resolved_before")
    except LookupError:
        return pages.redirect(request, "alerts", "gone")
    except alerts.NoOutcome:
        wrong = NEEDS_A_NOTE
    except alerts.NewWords:
        wrong = NEW_WORDS
    async with request.app[STORE].read() as work:
        alert = await alerts.get(work, escalation_id)
    if alert is None:
        return pages.redirect(request, "alerts", "gone")
    draft = {"wrong": wrong, "outcome": outcome, "cleared": cleared}
    return await _page(request, alert.conversation_id, draft, at=alert.first_seq, status=409)


async def _list(request: web.Request, wanted: str, page: int) -> web.Response:
    store = request.app[STORE]
    async with store.read() as work:
        cases, pulse = await caseload.cases(work, wanted, page), await alerts.pulse(work)
    if cases.rows:
        codes = " ".join(dict.fromkeys(case.who.code for case in cases.rows))
        async with store.begin() as work:
            detail = {"clients": codes, "page": str(cases.page), "by": "search" if wanted.strip() else "list"}
            await audit.record(work, request[LOGIN].actor, "conversations.seen", "conversations", detail)
    return pages.render(request, "records/conversations.html", {"cases": cases, "search": wanted, "pulse": pulse})


async def _page(
    request: web.Request,
    conversation_id: UUID,
    draft: Mapping[str, Any] | None = None,
    at: int = 0,
    status: int = 200,
) -> web.Response:
    """The transcript page, after the view was recorded in the audit log: what cannot be recorded is not shown."""
    store, query = request.app[STORE], request.query
    at, before, after = at or number(query.get("at")), number(query.get("before")), number(query.get("after"))
    async with store.read() as work:
        thread = await transcripts.thread(work, conversation_id)
        if thread is None:
            raise web.HTTPNotFound
        client_id = thread.who.client_id
        found = await transcripts.transcript(
            work, conversation_id, around=at or None, before=before or None, after=after or None
        )
        open_alerts = await alerts.open_alerts(work, client_id)
        context = {
            "thread": thread,
            "transcript": found,
            "lines": found.lines,
            "alerts": open_alerts,
            "judged": await verdicts.beside(work, found.lines, open_alerts),
            "episode": await views.of_client(work, client_id),
            "history": await risks.history(work, client_id),
            "past": await alerts.past(work, client_id),
            "journey": await timeline.timeline(work, client_id),
            "notes": await notes.of(work, client_id),
            "assigned_coach": await assigned_coach.of(work, client_id),
            "coaches": await assigned_coach.candidates(work),
            "pulse": await alerts.pulse(work),
            "mine": request[LOGIN].coach_id,
            "draft": draft,
            "at": at,
        }
    async with store.begin() as work:
        await _record_view(work, request, conversation_id, found)
    return pages.render(request, "records/conversation.html", context, status)


async def _record_view(work: Work, request: web.Request, conversation_id: UUID, found: Transcript) -> None:
    span = f"{found.lines[0].seq}-{found.lines[-1].seq}" if found.lines else "none"
    subject, detail = f"conversation:{conversation_id}", {"messages": span}
    await audit.record(work, request[LOGIN].actor, "transcript.seen", subject, detail)

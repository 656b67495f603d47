"""Onboarding: the opening messages, consent and age check, and the name by which the client wants to be called."""

import re

from rasa_sdk.events import FollowupAction

from actions import library
from actions.core.base import Say, Step, leave, slot
from actions.core.context import ActionContext, Events
from actions.core.flow import Flow, Question, ask_again, settle, skip
from actions.parsing import short_answers
from actions.store import store
from bot.care.accounts import clients, consent

_CALL_ME = re.compile(
    r"^\W*(hi|hello|hey)?\W*(you can |please |just )*"
    r"(call me|my name is|my name'?s|i'?m|i am|it'?s|name'?s|the name is)\s+",
    re.IGNORECASE,
)
# "Bettina. Tina if you're my sister": what comes after the name is not part of it.
_FIRST_CLAUSE = re.compile(r"[.,;:!?\n(]+\s*|\s+(?:and|but|or|if|though|because)\s+", re.IGNORECASE)
_WILL_DO = re.compile(r"\s+(?:is fine|is ok(?:ay)?|will do|works|please|thanks|thank you)\W*$", re.IGNORECASE)
FEW = 3  # words of a name that is taken as it is
LONGEST_NAME = 40
MOST_WORDS = 5  # of a name
_SAYS_CALLED = re.compile(r"\b(?:call me|my name is|my name's|go by|address me as)\b", re.IGNORECASE)
# "can you change my name to Bea, please", "i go by K. now": where the new name stands in a wish for one.
_NEW_NAME = re.compile(
    r"\b(?:call me|(?:my|the) name(?:'s| is| to be| to| should be)|go by|known as|address me as|prefer"
    r"|called|change (?:it|that|me) to|it'?s)(?: actually| just| now)?\s+"
    r"(?P<name>[^\W\d_][\w'.-]*(?-i:(?: [A-Z][\w'.-]*){0,2}))",
    re.IGNORECASE,
)
_JUST = re.compile(r"\b(?:[Jj]ust|[Oo]nly) (?P<name>[A-Z][\w'-]+)")
_NO_NAME = """a an the my me it that this to be is not something someone somebody another other different please by name
    wrong right spelled spelt changed what who u you your in on too very so still"""
NO_NAME = frozenset(_NO_NAME.split())
_ABOUT_AGE = re.compile(
    r"\b(?:i'?m|i am|age|aged|old|years?|yrs?|yo|birthday|turn\w*|minor|under|teen\w*|school|grade|adult)\b",
    re.IGNORECASE,
)
# Intents that are answered before consent, too.
QUESTIONS = frozenset(
    {
        "are_you_a_bot",
        "what_can_you_do",
        "ask_is_it_private",
    }
)


def name_said(text: str) -> str | None:
    """The new name in a wish to be called otherwise; None where it names none, and it has to be asked for."""
    matches = [*_NEW_NAME.finditer(text), *_JUST.finditer(text)]
    found = [match["name"].strip(" .,!'\"") for match in matches]
    names = [name for name in found if name.split()[0].casefold() not in NO_NAME and short_answers.choice(name) is None]
    return names[-1] if names and len(names[-1]) <= LONGEST_NAME else None


class OpenChat(Step):
    """Opening: the first messages of a new conversation."""

    title = "action_open_chat"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        for response in ("utter_opening_what", "utter_opening_readers", "utter_opening_question"):
            say(response)
        return []


class Agree(Step):
    """Records consent (idempotent), unless the client said that they are under 18."""

    title = "action_agree"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        if not context.pressed and short_answers.says_under_age(context.text):  # "I'm 16 and I agree"
            return await UnderAge().handle(context, say)
        async with store().begin() as work:
            agreed = await consent.agree(work, context.client_id, context.message_id)
            name = (await clients.profile(work, context.client_id)).name
        if not agreed:
            say("utter_under_age_closed")
            return []
        say("utter_already_agreed" if context.consented else "utter_agreed")
        if context.consented or name:
            say("utter_menu")
            return []
        return [slot("called", None), FollowupAction(Welcome.form)]


class Decline(Step):
    """The client declines consent. Nothing is recorded."""

    title = "action_decline"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_menu" if context.consented else "utter_decline")
        return []


class UnderAge(Step):
    """Records that the client is under 18, which closes the chat. When it was not plainly said, it asks first."""

    title = "action_under_age"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        minor = short_answers.says_under_age(context.text) or (
            not context.consented and short_answers.is_age_of_a_minor(context.text)
        )
        if context.consented and not context.pressed and not minor and not _ABOUT_AGE.search(context.text):
            say("utter_lost")  # "do the 16 questions" tells no age
            return []
        if not context.pressed and not minor:
            say("utter_confirm_under_age")
            return []
        async with store().begin() as work:
            await consent.under_age(work, context.client_id)
        say("utter_under_age")
        return leave(context, for_later=False)


class NeedsConsent(Step):
    """Consent gate: answers a message that needs consent first, and asks for it."""

    title = "action_needs_consent"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            closed = await consent.is_under_age(work, context.client_id)
        if closed:
            say("utter_under_age_closed")
        elif context.values.get("meant") == "ask_library":
            library.answer(context, say)
            say("utter_ask_consent")
        elif context.values.get("meant") in QUESTIONS:
            say(f"utter_{context.values['meant']}")
            say("utter_ask_consent")
        else:
            say("utter_needs_consent")
        return []


async def on_called(context: ActionContext, say: Say) -> Events:
    """Slot `called`: store the name by which the client wants to be called."""
    told = name_said(context.text) if _SAYS_CALLED.search(context.text) else None
    whole = told or _CALL_ME.sub("", context.text).strip()
    said = _FIRST_CLAUSE.split(whole)[0] if len(whole.split()) > FEW else whole
    answer = short_answers.choice(said)  # not from the intent: Noor and Noah do not mean "no"
    name = _WILL_DO.sub("", said).strip(" .!,'\"")
    if answer == short_answers.NO or (answer == short_answers.UNSURE and len(context.text) <= LONGEST_NAME):
        return skip(context, say, Welcome.questions["called"], "utter_no_name")
    if answer == short_answers.YES or not name or len(name) > LONGEST_NAME or len(name.split()) > MOST_WORDS:
        say("utter_name_unclear")
        return ask_again(context)
    async with store().begin() as work:
        await clients.set_name(work, context.client_id, name)
    say("utter_name_noted", name=name)
    return [settle(context)]


class Welcome(Flow):
    """Form validation of onboarding: the client's name."""

    form = "welcome_form"
    questions = {"called": Question(on_called)}


class CloseWelcome(Step):
    """End of onboarding: shows the menu."""

    title = "action_close_welcome"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        say("utter_menu")
        return []

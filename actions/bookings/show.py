"""Listing the client's bookings."""

from actions.bookings.state import in_short
from actions.core.base import Say, Step
from actions.core.context import ActionContext, Events
from actions.store import store
from bot.care.accounts import clients
from bot.care.bookings import bookings
from bot.care.local_times import place


class ShowBookings(Step):
    """Lists the coming bookings. An active form goes on."""

    title = "action_show_bookings"

    async def handle(self, context: ActionContext, say: Say) -> Events:
        async with store().read() as work:
            profile = await clients.profile(work, context.client_id)
            booked = await bookings.coming(work, context.client_id)
        if not booked:
            say("utter_no_booking")
            return []
        lines = "\n".join(f"{in_short(one, profile.timezone)}, with {one.coach_name}" for one in booked)
        say("utter_your_bookings", place=place(profile.timezone), list=lines)
        return []

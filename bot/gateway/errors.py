"""Error responses of the client API: `{"error": {"code", "message"}}`, where the message says what to do."""

import json
from collections.abc import Sequence

from aiohttp import web

ERRORS: dict[str, tuple[int, str]] = {
    "bad_json": (400, "The body has to be a JSON object in UTF-8."),
    "bad_field": (400, "A field is missing or of the wrong kind: {detail}."),
    "empty_text": (400, "There is no text in the message."),
    "unknown_button": (400, "This button was not offered in this conversation."),
    "invalid_identity": (401, "The identity is not signed by this clinic's website, or it has expired."),
    "unauthorized": (401, "The token is missing, invalid or expired. Start a new conversation."),
    "gone": (401, "This conversation was deleted. Start a new one."),
    "forbidden": (403, "This is not open to you."),
    "not_found": (404, "There is nothing here."),
    "method_not_allowed": (405, "This address does not take that method."),
    "wrong_content_type": (415, "Send JSON, with the header Content-Type: application/json."),
    "too_large": (413, "The message is too large. Send it in parts of up to {detail} characters."),
    "slow_down": (429, "Too many new conversations from this address. Try again in a moment."),
    "no_pdf": (501, "PDF cannot be made here. The journal can be downloaded as text instead."),
    "storage_unavailable": (503, "Your message cannot be stored right now. It will be sent again by itself."),
    "unavailable": (503, "This does not work right now. Please try again in a moment."),
}


class ApiError(Exception):
    """An HTTP error response of the client API. `safety` holds the safety words that the client must see at once."""

    def __init__(
        self, code: str, detail: str = "", *, retry_after: int | None = None, safety: Sequence[str] = ()
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after
        self.safety = list(safety)

    @property
    def status(self) -> int:
        """The HTTP status code."""
        return ERRORS[self.code][0]

    def body(self) -> dict[str, object]:
        """The JSON body; `safety` is in it only when there is any."""
        message = ERRORS[self.code][1].format(detail=self.detail)
        content: dict[str, object] = {"error": {"code": self.code, "message": message}}
        if self.safety:
            content["safety"] = self.safety
        return content

    def response(self) -> web.Response:
        """The response, with `Retry-After` in seconds where it is known."""
        headers = {"Retry-After": str(self.retry_after)} if self.retry_after else {}
        return web.json_response(self.body(), status=self.status, headers=headers, dumps=json.dumps)

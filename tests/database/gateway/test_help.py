"""Help in the client's country: known at the opening, shown in the panel, and changed there."""

import time
from typing import Any

import jwt
import pytest

from tests.support.door import IDENTITY_SECRET, Door


def signed(**claims: object) -> str:
    return jwt.encode({"sub": "anna", "exp": time.time() + 3600, **claims}, IDENTITY_SECRET, "HS256")


async def help_of(door: Door, headers: dict[str, str]) -> dict[str, Any]:
    async with door.http.get("/v1/help", headers=headers) as response:
        assert response.status == 200, await response.text()
        return dict(await response.json())


async def choose(door: Door, headers: dict[str, str], body: object) -> tuple[int, str]:
    async with door.http.post("/v1/help", headers=headers, json=body) as response:
        return response.status, await response.text()


async def test_the_panel_has_the_numbers_of_the_country_that_the_device_is_set_to(door: Door) -> None:
    content = await help_of(door, await door.enter(timezone="Europe/Dublin", locale="en-IE"))
    assert (content["country"], content["country_name"], content["from"]) == ("IE", "Ireland", "guessed")
    assert content["emergency"] == "112 or 999"
    first = content["lines"][0]
    assert first == {
        "name": "Samaritans",
        "call": "116 123",
        "text": None,
        "chat": None,
        "url": None,
        "hours": "24 hours",
        "for": "crisis",
    }
    assert {line["for"] for line in content["lines"]} >= {"violence", "children", "poison"}
    assert content["candidates"][0] == {"code": "IE", "name": "Ireland"}
    assert {"code": "NP", "name": "Nepal"} in content["all"]


@pytest.mark.parametrize(
    ("opening", "country", "known"),
    [
        ({"identity": signed(country="JP"), "country": "FR", "timezone": "Europe/Dublin"}, "JP", "identity"),
        ({"identity": signed(country=["JP"]), "country": "FR"}, "FR", "host"),
        ({"country": "fr", "timezone": "Europe/Dublin", "locale": "en-IE"}, "FR", "host"),
        ({"country": "France", "timezone": "Europe/Dublin", "locale": "en-IE"}, "IE", "guessed"),
        ({"country": {"a": 1}}, "US", "clinic"),
        ({"timezone": "Mars/Base", "locale": 7}, "US", "clinic"),
        ({"timezone": "Europe/Berlin", "locale": "en-US"}, "US", "clinic"),
        ({"timezone": "Asia/Tokyo", "locale": "en-GB"}, "", ""),
    ],
)
async def test_the_country_at_the_opening(door: Door, opening: dict[str, Any], country: str, known: str) -> None:
    content = await help_of(door, await door.enter(**opening))
    assert (content["country"], content["from"]) == (country, known)


async def test_without_a_country_the_numbers_are_international(door: Door) -> None:
    content = await help_of(door, await door.enter(timezone="Asia/Tokyo", locale="en-GB"))
    assert content["emergency"] == "112 or your local emergency number"
    assert content["lines"][0]["url"] == "https://findahelpline.com"
    assert [one["code"] for one in content["candidates"]] == ["JP", "GB", "US"]


async def test_a_client_chooses_where_they_are(door: Door) -> None:
    headers = await door.enter(timezone="Europe/Dublin", locale="en-IE")
    assert await choose(door, headers, {"country": "nz"}) == (204, "")
    content = await help_of(door, headers)
    assert (content["country"], content["from"], content["emergency"]) == ("NZ", "chosen", "111")


@pytest.mark.parametrize("body", [{}, {"country": "XX"}, {"country": None}, {"country": ["IE"]}, {"country": "IRL"}])
async def test_what_is_no_country_is_refused_with_the_reason(door: Door, body: object) -> None:
    headers = await door.enter(country="IE")
    status, text = await choose(door, headers, body)
    assert status == 400 and "two letters of ISO 3166" in text
    assert (await help_of(door, headers))["country"] == "IE"


async def test_nobody_sees_or_changes_it_without_a_token_or_after_erasure(door: Door) -> None:
    assert (await choose(door, {}, {"country": "IE"}))[0] == 401
    async with door.http.get("/v1/help") as response:
        assert response.status == 401
    headers = await door.enter()
    async with door.http.delete("/v1/me", headers=headers) as response:
        assert response.status == 204
    assert (await choose(door, headers, {"country": "IE"}))[0] == 401
    async with door.http.get("/v1/help", headers=headers) as response:
        assert response.status == 401

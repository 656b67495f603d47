"""Which country a client is in: what they say, what their device is set to, and what the host page says."""

import pytest

from bot.care.accounts import countries
from bot.care.accounts.countries import Guess, Known

IN_THEIR_WORDS = """
    US | I'm in the US
    US | im in the us rn
    US | I live in the States
    US | i live in america
    US | I'm in the USA.
    US | I live in the U.S.
    US | I am in US
    US | we live in the united states
    GB | I live in the UK
    GB | i'm in the u.k. now
    GB | I'm in England
    GB | im up in scotland
    GB | I live in Wales, near the sea
    GB | I'm in Northern Ireland
    GB | I live in the north of England
    GB | we're in Britain at the moment
    IE | here in Ireland
    IE | over here in ireland nobody talks about it
    IE | I'm in Cork, Ireland
    IE | i live in a small town in ireland
    IE | My sister and I live in Ireland
    IE | I'm in rural Ireland
    JP | I'm in Japan
    JP | I’m in Japan
    JP | IM IN JAPAN
    JP | hey, i am currently in japan for work
    JP | I'm visiting Japan
    JP | I'm an American living in Japan
    JP | i'm a nurse based in japan
    JP | I've been living in Japan for three years
    JP | I've been in Japan since May
    JP | I have lived in Japan all my life
    JP | what number do I call? i'm in japan
    DE | i moved to Germany last month
    DE | I just moved to Germany
    DE | I've moved from France to Germany
    DE | I'm Irish but I live in Germany
    DE | I relocated to Germany with my wife
    DE | my mum is in spain, but i'm in germany
    DE | I moved to Spain once, but now I live in Germany
    NZ | im in NZ at the moment
    NZ | I live in Aotearoa
    NZ | i live in new zealand with my dog
    AU | I'm in Australia and it's 3 am
    AU | I live in New South Wales
    CA | I'm stuck in Canada
    CA | in Canada
    CA | hi, living in Canada
    CA | I told you already, I live in Canada
    NL | I'm in Holland
    NL | i live in the netherlands, alone
    KR | I'm in South Korea
    KR | i live in korea
    ZA | I live in South Africa
    PH | I'm in the Philippines
    AE | I'm working in the UAE
    CZ | i live in the czech republic
    TR | I live in Turkey
    CI | I'm in Côte d'Ivoire
    CI | i live in the ivory coast
    MX | I am on holiday in Mexico
    KE | I'm writing from Kenya
    KE | texting you from kenya
    ES | I live in the UK but I'm in Spain right now
    ES | I'm in the south of Spain
    ES | I live with my wife in Spain
    ES | no, i live in spain, where it is hot
    PT | Currently in Portugal.
    PT | I'm in Lisbon, Portugal
    HK | I live in Hong Kong
    US | I'm in Portland, USA
    GB | The session was hard. I live in the UK and nobody here knows.
"""

NOT_SAID = """
    I'm Irish
    I dreamt I was in Japan
    i had a dream that i'm in japan
    In the session I'm in Egypt and everything is gold
    during my session i'm in egypt
    my sister lives in France
    My sister is in France
    she said I'm in Japan
    my brother texted i'm in spain
    I was in Spain last year
    I used to live in Spain
    I lived in Spain for ten years
    when I lived in Germany
    not in the US
    I'm not in the US
    I don't live in the UK
    i'm no longer in spain
    I never lived in Canada
    I wish I was in Japan
    I wish I'm in Japan
    if I lived in Canada
    what if i'm in spain
    imagine i'm in japan
    I feel like I'm in Japan
    it's as if I'm in Russia
    I might live in Norway one day
    maybe I live in Norway
    I want to live in Norway
    I'm moving to Norway
    I would move to Norway
    I'm in Norway next week
    I'm in Spain tomorrow
    I moved to Germany but came back
    I moved to France and then left
    we moved to Spain before I was born
    I'm from Ireland
    I come from Ireland
    I'm in love with a man in France
    I'm in love with Spain
    I'm in the US Army
    I'm in German class
    I'm in pain, Ireland is far away
    I'm in pain, Ireland feels far away
    I'm in Georgia
    i live in jersey
    I'm in South America
    I live in Germany Street
    I'm in Japan mode
    I'm in Japan in my head
    believe in us
    they're in the US
    are you in the US?
    do you live in Ireland
    In Spain, I felt free
    in Japan people bow
    I love Japan
    Japan
    the food in China was good
    he moved to Germany
    I miss Canada
    I'm in love, France was beautiful
    I'm in it for the long run
    I'm in Jordan's house
    my nan lived in Chad
    I was born in Turkey
    I'm flying to Mexico
    I'm in bed
    hello
"""


def rows(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", rows(IN_THEIR_WORDS))
def test_a_client_who_says_where_they_are_is_understood(row: str) -> None:
    code, text = row.split(" | ", 1)
    assert countries.said(text) == code


@pytest.mark.parametrize("text", rows(NOT_SAID))
def test_other_times_other_people_and_dreams_are_not_where_a_client_is(text: str) -> None:
    assert countries.said(text) is None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("Ireland", "IE"),
        ("the UK", "GB"),
        ("it's japan.", "JP"),
        ("US", "US"),
        ("i'm in the states", "US"),
        ("hm", None),
    ],
)
def test_the_bare_name_of_a_country_is_an_answer_and_nothing_else(answer: str, code: str | None) -> None:
    assert countries.said(answer, asked=True) == code
    assert countries.said("Ireland") is None


def test_two_countries_at_once_are_none() -> None:
    assert countries.said("I'm in Spain. I'm in Portugal.") is None


def test_a_text_of_any_length_is_read_quickly() -> None:
    assert countries.said("I'm in a " * 30_000) is None
    assert countries.said("in the north of " * 10_000 + "spain") is None


@pytest.mark.parametrize(
    ("timezone", "locale", "guess"),
    [
        ("Europe/Dublin", "en-IE", Guess("IE", ("IE",))),
        ("Europe/Dublin", "en", Guess("IE", ("IE",))),
        ("Europe/Dublin", "", Guess("IE", ("IE",))),
        ("America/New_York", "en-US", Guess("US", ("US",))),
        ("America/New_York", "es-419", Guess("US", ("US",))),
        ("Asia/Calcutta", "en-IN", Guess("IN", ("IN",))),
        ("Europe/Kiev", "uk-UA", Guess("UA", ("UA",))),
        ("Asia/Taipei", "zh-Hant-TW", Guess("TW", ("TW",))),
        ("Europe/London", "en_GB.UTF-8", Guess("GB", ("GB",))),
        ("Europe/Oslo", "nb-NO", Guess("NO", ("NO",))),
        ("Europe/Berlin", "en-US", Guess(None, ("DE", "US"))),
        ("Asia/Tokyo", "en-GB", Guess(None, ("JP", "GB"))),
        ("UTC", "en-IE", Guess(None, ("IE",))),
        ("CET", "de-BE", Guess(None, ("BE",))),
        ("Etc/GMT+5", "en", Guess(None)),
        (None, None, Guess(None)),
        ("Mars/Base", "xx-ZZ-", Guess(None)),
        ("", "en-", Guess(None)),
    ],
)
def test_a_device_is_believed_where_its_settings_agree(timezone: str | None, locale: str | None, guess: Guess) -> None:
    assert countries.guess(timezone, locale) == guess


def opening(**given: object) -> Known:
    known = {"identity": None, "host": None, "timezone": None, "locale": None, "clinic": ""}
    return countries.at_opening(**(known | given))  # type: ignore[arg-type]


def test_the_first_that_names_a_country_counts() -> None:
    irish = {"timezone": "Europe/Dublin", "locale": "en-IE"}
    assert opening(identity="jp", host="FR", clinic="US", **irish) == Known("JP", "identity")
    assert opening(identity="??", host="fr", clinic="US", **irish) == Known("FR", "host")
    assert opening(host="UK", clinic="US") == Known("GB", "host")
    assert opening(host=7, clinic="US", **irish) == Known("IE", "guessed")
    assert opening(clinic="US", timezone="UTC", locale="en") == Known("US", "clinic")
    assert opening(clinic="US", timezone="Europe/Berlin", locale="en-US") == Known("US", "clinic")
    assert opening(clinic="") == Known("", None)


def test_the_clinics_country_is_not_given_to_somebody_whose_device_is_elsewhere() -> None:
    assert opening(clinic="US", timezone="Asia/Tokyo", locale="en-GB") == Known("", None)


@pytest.mark.parametrize("bad", ["", "XX", "USA", "u", "12", "ZZ", None, 49, ["DE"], "de;"])
def test_what_is_no_country_is_no_code(bad: object) -> None:
    assert countries.valid(bad) is None


def test_countries_have_names_that_people_know() -> None:
    assert countries.name_of("ie") == "Ireland"
    assert countries.name_of("HK") == "Hong Kong"
    assert countries.name_of("??") == "??"
    names = [name for _, name in countries.every()]
    assert len(names) > 240
    assert names.index("Åland Islands") < names.index("Albania") < names.index("Zimbabwe")

"""Clients: accounts with a data key of their own, identified by outside ids; profile, display name and short code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.care.accounts.countries import HOW, is_stated, valid
from bot.store import Unreadable, Work
from bot.store.keyring import new_key
from bot.store.models import Address, Client, new_id

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32 has no characters that are easily confused


@dataclass(frozen=True)
class Named:
    """How a client is shown to coaches: by the name they gave, if they gave one, and always by a short code."""

    client_id: UUID
    name: str | None
    code: str
    erased: bool = False

    @property
    def label(self) -> str:
        """The name, or else the code."""
        if self.erased:
            return f"Erased client {self.code}"
        return self.name or f"Client {self.code}"


@dataclass(frozen=True)
class Profile:
    """What the bot and the coaches need to know about a client to speak with them.

    `country` is empty where it is not known; `country_from` says how it is known, one of `countries.HOW`, or None.
    """

    client_id: UUID
    name: str | None
    timezone: str
    country: str
    consented_at: datetime | None
    under_age_at: datetime | None
    journal_shared: bool
    country_from: str | None = None


async def create(work: Work, *, timezone: str, country: str, country_from: str | None = None) -> Client:
    """Create a client, with a new data key wrapped by the keyring.

    `timezone` is an IANA name, `country` ISO 3166 or empty, `country_from` how it is known, one of `countries.HOW`.
    """
    client_id = new_id()
    key_name, wrapped = work.keyring.wrap(client_id, new_key())
    client = Client(
        id=client_id,
        timezone=timezone,
        country=country,
        country_from=country_from,
        key_name=key_name,
        wrapped_key=wrapped,
    )
    work.session.add(client)
    await work.session.flush()
    return client


async def find_or_create(
    work: Work, *, channel: str, external_id: str, timezone: str, country: str, country_from: str | None = None
) -> Client:
    """Find or create the client with this outside identity, which is looked up by its keyed MAC."""
    fingerprint = work.keyring.fingerprint(channel, external_id)
    known = await work.session.scalar(
        select(Client)
        .join(Address, Address.client_id == Client.id)
        .where(Address.channel == channel, Address.fingerprint == fingerprint)
    )
    if known is not None:
        return known
    client = await create(work, timezone=timezone, country=country, country_from=country_from)
    vault = await work.vault(client.id)
    address = Address(id=new_id(), client_id=client.id, channel=channel, fingerprint=fingerprint)
    address.external_id = vault.seal("address.external_id", address.id, external_id)
    work.session.add(address)
    await work.session.flush()
    return client


async def profile(work: Work, client_id: UUID) -> Profile:
    """The client's profile, with the name decrypted. Raises `Erased`."""
    vault = await work.vault(client_id)
    client = await work.session.get_one(Client, client_id)
    name = vault.open("client.name", client_id, client.name) if client.name else None
    return Profile(
        client_id,
        name,
        client.timezone,
        client.country,
        client.consented_at,
        client.under_age_at,
        client.journal_shared,
        client.country_from,
    )


async def set_name(work: Work, client_id: UUID, name: str) -> None:
    """Store the client's display name, sealed; an empty name deletes it. Raises `Erased`."""
    vault = await work.vault(client_id)
    client = await work.session.get_one(Client, client_id)
    client.name = vault.seal("client.name", client_id, name) if name else None


async def set_country(work: Work, client_id: UUID, code: str, how: str) -> bool:
    """Store the country a client is in, and how it is known; returns whether it is stored now.

    What is no country is left out, and so is what is known less well than what is stored: a guess does not replace
    what the client said. What is known as well replaces it, because people travel.

    Args:
        work: the unit of work.
        client_id: of an existing client.
        code: ISO 3166 alpha-2.
        how: one of `countries.HOW`.

    Raises:
        KeyError: when `how` is none of those.
    """
    country, strength = valid(code), HOW[how]
    client = await work.session.get_one(Client, client_id)
    if country is None or strength < HOW.get(client.country_from or "", -1):
        return False
    client.country, client.country_from = country, how
    return True


async def unset_country(work: Work, client_id: UUID) -> None:
    """Forget a country that is only guessed or assumed, because the client says that it is another one."""
    client = await work.session.get_one(Client, client_id)
    if not is_stated(client.country_from):
        client.country, client.country_from = "", None


def code(client_id: UUID) -> str:
    """A pseudonym for a client: 5 characters of Crockford's base 32 from the random end of the id."""
    number = client_id.int
    return "".join(_LETTERS[(number >> shift) & 31] for shift in (20, 15, 10, 5, 0))


def named(work: Work, client: Any) -> Named:
    """How the client in this row (a `Client`, or its id, name, key_name and wrapped_key) is shown to coaches."""
    if client.wrapped_key is None:
        return Named(client.id, None, code(client.id), erased=True)
    if client.name is None:
        return Named(client.id, None, code(client.id))
    vault = work.vault_of(client.id, client.key_name, client.wrapped_key)
    try:
        return Named(client.id, vault.open("client.name", client.id, client.name), code(client.id))
    except Unreadable:  # one damaged name must not hide everybody's alerts
        return Named(client.id, None, code(client.id))

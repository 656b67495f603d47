"""Settings of Landfall (pydantic): environment variables `LANDFALL_*`, and the file `.env` in the project's folder."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseSettings, Field, validator

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator can set. Each field is the environment variable `LANDFALL_<FIELD>`, in capitals.

    Raises `pydantic.ValidationError` when a value cannot be understood; `landfall doctor` turns it into a sentence.
    """

    home: Path = Field(PROJECT / "var", description="where the database, the keyring and other state live")
    database_url: str = Field("", description="SQLAlchemy URL; empty means SQLite in `home`")
    keyring_file: Path | None = Field(None, description="the operator's keys; default `home`/keyring.json")

    host: str = Field("127.0.0.1", description="the address the gateway listens on, the only public door")
    port: int = Field(8080, ge=1, le=65535)
    public_url: str = Field("", description="how a browser reaches the gateway; default http://host:port")
    trust_proxy: bool = Field(False, description="take the client's address from X-Forwarded-For")
    secure_cookies: bool = Field(False, description="mark cookies Secure; set it wherever TLS is in front")
    rasa_port: int = Field(5005, ge=1, le=65535)
    actions_port: int = Field(5055, ge=1, le=65535)
    service_token: str = Field("", description="shared by the three processes; `landfall up` makes one at each start")

    country: str = Field("", description="ISO 3166 alpha-2: where clients are, if nothing else says so; empty: unknown")
    timezone: str = Field("UTC", description="IANA name, for clients whose timezone is not known")
    clinic_name: str = Field("your clinic", description="the name of the clinic in the texts that clients read")
    identity_secret: str = Field("", description="HS256 secret with which the host website signs who a client is")
    page_urls: str = Field("", description="Apprise addresses, in the order in which coaches are notified, one a line")
    metrics_token: str = Field("", description="bearer token for /metrics; empty closes it")

    new_conversations_per_minute: int = Field(60, ge=1, description="from one network address; more get a 429")
    messages_per_second: int = Field(
        5, ge=1, description="from one client, after a burst; more are answered more slowly"
    )
    token_days: int = Field(30, ge=1, le=365, description="how long a client's token is good for")
    coach_hours: int = Field(12, ge=1, le=72, description="how long a coach stays logged in")
    log_level: str = Field("INFO")

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)

    class Config:
        env_prefix = "LANDFALL_"
        env_file = PROJECT / ".env"

    @validator("database_url", always=True)
    def _default_database(cls, value: str, values: dict[str, object]) -> str:
        return value or f"sqlite+aiosqlite:///{values['home']}/landfall.db"

    @validator("keyring_file", always=True)
    def _default_keyring(cls, value: Path | None, values: dict[str, object]) -> Path:
        return value or Path(str(values["home"])) / "keyring.json"

    @validator("country")
    def _upper_country(cls, value: str) -> str:
        return value.upper()

    @property
    def notification_addresses(self) -> list[str]:
        """The Apprise addresses of `page_urls`, in the order in which coaches are notified."""
        return [line.strip() for line in self.page_urls.splitlines() if line.strip()]

    def tell_triage(self) -> None:
        """Say in the environment, for this process and its workers, where coaches' verdicts on triage are kept."""
        os.environ.setdefault("TRIAGE_CALIBRATION", str(self.home / "triage-calibration.json"))

    @property
    def url(self) -> str:
        """The base URL of the gateway as a browser reaches it, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read on first use."""
    return Settings()

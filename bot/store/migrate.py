"""Schema migrations with Alembic: upgrade to head, and the newest revision."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(settings: Settings) -> None:
    """Upgrade the database to the newest revision; idempotent. Raises SQLAlchemy's errors when it cannot."""
    settings.home.mkdir(parents=True, exist_ok=True)
    command.upgrade(_config(settings), "head")


def newest_revision(settings: Settings) -> str:
    """The id of the newest revision, which an upgraded database is at."""
    head = ScriptDirectory.from_config(_config(settings)).get_current_head()
    assert head is not None
    return head


def _config(settings: Settings) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["database_url"] = settings.database_url
    return config

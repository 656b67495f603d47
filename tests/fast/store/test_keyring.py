"""The keyring and the vaults: what is sealed opens only for its client, in its place."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest

from bot.store.errors import KeyringError, Unreadable
from bot.store.keyring import Keyring, new_key, seal, unseal
from bot.store.vault import Vault


def test_the_keyring_is_made_at_first_start_for_its_owner_alone(tmp_path: Path) -> None:
    Keyring.open(tmp_path / "deep" / "keyring.json")
    assert stat.S_IMODE((tmp_path / "deep" / "keyring.json").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["keyring.json"]


def test_the_same_keyring_is_opened_again(tmp_path: Path) -> None:
    client_id, key = uuid4(), new_key()
    name, wrapped = Keyring.open(tmp_path / "k").wrap(client_id, key)
    assert Keyring.open(tmp_path / "k").unwrap(client_id, name, wrapped) == key


def test_a_keyring_that_others_can_read_is_refused(tmp_path: Path) -> None:
    Keyring.open(tmp_path / "k")
    (tmp_path / "k").chmod(0o640)
    with pytest.raises(KeyringError, match="chmod 600"):
        Keyring.open(tmp_path / "k")


def test_a_damaged_keyring_says_to_restore_it_and_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "k").write_text("{}")
    (tmp_path / "k").chmod(0o600)
    with pytest.raises(KeyringError, match="backup"):
        Keyring.open(tmp_path / "k")
    assert (tmp_path / "k").read_text() == "{}"


def test_a_keyring_never_shows_its_keys(tmp_path: Path) -> None:
    keyring = Keyring.open(tmp_path / "k")
    for key in (keyring.index, keyring.tokens, keyring.spool, *keyring.wrapping.values()):
        assert repr(key) not in repr(keyring)


def test_one_clients_wrapped_key_does_not_open_as_another_clients(tmp_path: Path) -> None:
    keyring = Keyring.open(tmp_path / "k")
    name, wrapped = keyring.wrap(uuid4(), new_key())
    with pytest.raises(Unreadable):
        keyring.unwrap(uuid4(), name, wrapped)


def test_a_missing_wrapping_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyringError, match="k-old"):
        Keyring.open(tmp_path / "k").unwrap(uuid4(), "k-old", b"")


def test_a_sealed_text_opens_only_in_its_own_row_and_column() -> None:
    vault, row = Vault(uuid4(), new_key()), uuid4()
    sealed = vault.seal("message.text", row, "I was by the sea")
    assert vault.open("message.text", row, sealed) == "I was by the sea"
    assert b"sea" not in sealed
    for column, other in (("journal_part.text", row), ("message.text", uuid4())):
        with pytest.raises(Unreadable):
            vault.open(column, other, sealed)


def test_a_changed_text_does_not_open() -> None:
    key = new_key()
    sealed = bytearray(seal(key, b"hello", "here"))
    sealed[-1] ^= 1
    with pytest.raises(Unreadable):
        unseal(key, bytes(sealed), "here")


def test_half_a_surrogate_can_be_sealed() -> None:
    vault, row = Vault(uuid4(), new_key()), uuid4()
    assert vault.open("message.text", row, vault.seal("message.text", row, "a\ud800b")) == "a?b"

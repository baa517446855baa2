from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

import pytest

from broadcaster.panel import secret


@pytest.mark.usefixtures("dear")
def test_a_sealed_password_opens_for_itself_only() -> None:
    sealed = secret.seal("loa phường em")
    assert sealed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")  # OWASP's second profile
    assert secret.opens("loa phường em", sealed)
    assert not secret.opens("loa phường anh", sealed)
    assert "phường" not in sealed


def test_the_same_password_is_sealed_differently_each_time() -> None:
    assert secret.seal("một câu dễ nhớ") != secret.seal("một câu dễ nhớ")


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    typed_on_a_phone = unicodedata.normalize("NFD", "đài xã mình")
    assert secret.opens(typed_on_a_phone, secret.seal(unicodedata.normalize("NFC", "đài xã mình")))


def test_secrets_are_long_and_never_alike() -> None:
    made = {secret.new_secret() for _ in range(100)}
    assert len(made) == 100
    assert min(map(len, made)) >= 43


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "var" / "token"
    secret.write_private(path, "một")
    secret.write_private(path, "hai")
    assert path.read_text() == "hai"
    assert [item.name for item in path.parent.iterdir()] == ["token"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_a_crash_left_behind_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "token.new").write_text("nửa chừng")
    secret.write_private(tmp_path / "token", "mới")
    assert (tmp_path / "token").read_text() == "mới"

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from broadcaster.panel.gate import Gate
from broadcaster.panel.register import Register
from broadcaster.panel.roles import Role

Enter = Callable[..., TestClient]
WORD = "một câu dễ nhớ"
NEW = {"password": "câu khác hẳn", "again": "câu khác hẳn"}
ORIGIN = {"origin": "http://127.0.0.1:8090"}


def key_of(client: TestClient) -> str:
    found = re.search(r'data-form-key="([^"]+)"', client.get("/").text)
    assert found is not None
    return found.group(1)


def send(client: TestClient, path: str, **fields: str | list[str]) -> str:
    """Where a form leads, or the sentence it is answered with."""
    answer = client.post(path, data={"form_key": key_of(client), **fields})
    if answer.status_code == 303:
        return str(answer.headers["location"])
    found = re.search(r'role="alert">([^<]+)<', answer.text)
    assert found is not None
    return found.group(1)


def roles_of(register: Register, name: str) -> frozenset[Role]:
    return next(account.roles for account in register.accounts.everyone() if account.name == name)


def test_an_administrator_adds_a_person_with_the_ticked_roles(enter: Enter, register: Register) -> None:
    admin = enter("Chị Lan")
    assert send(admin, "/nguoi-dung", name="Anh Hùng", roles=["WRITE", "AIR"], **NEW) == "/nguoi-dung?da=them"
    assert roles_of(register, "Anh Hùng") == {Role.LOOK, Role.WRITE, Role.AIR}
    assert "Anh Hùng" in admin.get("/nguoi-dung").text
    assert register.accounts.accepts("Anh Hùng", NEW["password"]) == "Anh Hùng"


def test_roles_and_passwords_are_changed_and_a_person_is_taken_off(enter: Enter, register: Register) -> None:
    hung = enter("Anh Hùng", Role.WRITE)
    admin = enter("Chị Lan")
    assert hung.get("/khan-cap").status_code == 403
    send(admin, "/nguoi-dung/quyen", name="Anh Hùng", roles="AIR")
    assert hung.get("/khan-cap").status_code == 200
    assert send(admin, "/nguoi-dung/mat-khau", name="Anh Hùng", **NEW) == "/nguoi-dung?da=mat-khau"
    assert hung.get("/").headers["location"] == "/vao"
    assert "Tôi chắc chắn" in send(admin, "/nguoi-dung/xoa", name="Anh Hùng")
    assert send(admin, "/nguoi-dung/xoa", name="Anh Hùng", sure="1") == "/nguoi-dung?da=xoa"
    assert "Không có tài khoản" in send(admin, "/nguoi-dung/quyen", name="Anh Hùng", roles="AIR")


def test_the_last_administrator_stays_and_the_page_says_so(enter: Enter, register: Register) -> None:
    admin = enter("Chị Lan")
    assert "Người quản trị duy nhất" in admin.get("/nguoi-dung").text
    assert "quản trị cuối cùng" in send(admin, "/nguoi-dung/xoa", name="Chị Lan", sure="1")
    assert "quản trị cuối cùng" in send(admin, "/nguoi-dung/quyen", name="Chị Lan", roles="AIR")
    assert register.accounts.admins() == ["Chị Lan"]


@pytest.mark.parametrize("roles", ["BOSS", "LOOK,SUDO", "admin"])
def test_a_role_there_is_not_is_refused(enter: Enter, register: Register, roles: str) -> None:
    assert "Không có quyền" in send(enter("Chị Lan"), "/nguoi-dung", name="Anh Hùng", roles=roles, **NEW)
    assert [account.name for account in register.accounts.everyone()] == ["Chị Lan"]


@pytest.mark.parametrize("path", ["/nguoi-dung", "/thao-tac"])
def test_nobody_else_sees_the_accounts_or_the_trail(enter: Enter, path: str) -> None:
    answer = enter("Anh Hùng", Role.WRITE, Role.APPROVE, Role.AIR).get(path)
    assert answer.status_code == 403
    assert "cần quyền quản trị" in answer.text
    assert "hãy nhờ «Chị Lan» cấp thêm quyền" in answer.text


def test_nobody_gives_themselves_a_role(enter: Enter, register: Register) -> None:
    hung = enter("Anh Hùng", Role.WRITE)
    assert "cần quyền quản trị" in send(hung, "/nguoi-dung/quyen", name="Anh Hùng", roles="ADMIN")
    assert Role.ADMIN not in roles_of(register, "Anh Hùng")


def test_one_changes_ones_own_password_by_knowing_it(enter: Enter, register: Register) -> None:
    hung = enter("Anh Hùng")
    assert "đang dùng không đúng" in send(hung, "/tai-khoan", old="sai", **NEW)
    assert "không giống nhau" in send(hung, "/tai-khoan", old=WORD, password="câu khác hẳn", again="câu")
    assert send(hung, "/tai-khoan", old=WORD, **NEW) == "/vao"
    assert hung.get("/").headers["location"] == "/vao"
    assert register.accounts.accepts("Anh Hùng", NEW["password"]) == "Anh Hùng"


def test_who_came_by_the_link_has_no_password_to_change(browser: TestClient, register: Register) -> None:
    register.accounts.found("Chị Lan", WORD)
    assert "không có mật khẩu riêng" in browser.get("/tai-khoan").text
    assert "Hãy đăng nhập bằng tài khoản" in send(browser, "/tai-khoan", old=WORD, **NEW)
    assert send(browser, "/nguoi-dung/mat-khau", name="Chị Lan", **NEW) == "/nguoi-dung?da=mat-khau"


def test_a_page_tells_what_one_may_and_whom_to_ask(enter: Enter) -> None:
    text = enter("Anh Hùng", Role.WRITE).get("/tai-khoan").text
    assert "viết bài, sửa lịch, thêm âm thanh" in text
    assert "nhờ <strong>Chị Lan</strong>" in text


def test_the_bar_holds_only_what_one_may_open(enter: Enter) -> None:
    hung, mai = enter("Anh Hùng", Role.AIR), enter("Cô Mai")
    assert 'href="/khan-cap"' in hung.get("/lich").text
    assert 'href="/khan-cap"' not in mai.get("/lich").text


def test_the_trail_shows_who_did_what_from_where(enter: Enter, gate: Gate) -> None:
    admin = enter("Chị Lan")
    send(admin, "/phat", name="bluezone-30-giay")
    send(admin, "/phat", name="loi-xuong-sang")
    text = admin.get("/thao-tac").text
    assert "Phát ngay: bluezone-30-giay" in text
    assert "Không: không phát: đang trong giờ yên tĩnh" in text
    assert "ngay máy của đài" in text
    assert "Phát ngay" not in admin.get("/thao-tac?tim=xoa").text
    for number in range(205):
        gate.register.trail.add("Chị Lan", "10.0.0.1", "thử", str(number))
    older = re.search(r'href="(/thao-tac\?truoc=[^"]+)"', admin.get("/thao-tac").text)
    assert older is not None
    assert "Phát ngay: bluezone-30-giay" in admin.get(older.group(1).replace("&amp;", "&")).text


def test_a_script_in_a_name_or_a_deed_stays_text(enter: Enter, gate: Gate) -> None:
    gate.register.trail.add("<script>alert(1)</script>", "<b>", "<i>", "<u>", "<s>")
    text = enter("Chị Lan").get("/thao-tac").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text

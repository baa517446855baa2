from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from fakes.door import FakeDoor
from starlette.testclient import TestClient

from broadcaster.clock import ManualClock
from broadcaster.errors import BroadcasterError
from broadcaster.panel.gate import Gate
from broadcaster.station.door import RefusedError, UrgentOrder

Visit = Callable[..., TestClient]


def midnight(clock: ManualClock) -> datetime:
    return clock.now().replace(hour=0, minute=0, second=0, microsecond=0)


def test_nothing_is_told_without_a_token(visit: Visit, door: FakeDoor) -> None:
    for method, path in (("GET", "/status"), ("GET", "/events"), ("POST", "/urgent"), ("POST", "/stop")):
        answer = visit().request(method, f"/api/v1{path}")
        assert answer.status_code == 401
        assert "var/token" in answer.json()["error"]
    assert door.asked == []


@pytest.mark.parametrize("word", [b"Bearer sai", b"Bearer ", b"Basic abc", "Bearer é".encode(), b""])
def test_a_wrong_token_opens_nothing(visit: Visit, word: bytes) -> None:
    assert visit().get("/api/v1/status", headers={b"authorization": word}).status_code == 401


def test_status_is_the_doors(command: TestClient, door: FakeDoor) -> None:
    assert command.get("/api/v1/status").json() == door.status()


def test_vietnamese_goes_over_the_wire_as_it_is(command: TestClient) -> None:
    assert "Đài Truyền thanh xã Quảng Phú" in command.get("/api/v1/status").content.decode()


def test_a_plan_is_a_week_from_todays_midnight(command: TestClient, door: FakeDoor, clock: ManualClock) -> None:
    assert command.get("/api/v1/plan").status_code == 200
    assert door.asked == [("check", None), ("plan", (midnight(clock), midnight(clock) + timedelta(days=7)))][::-1]


@pytest.mark.parametrize(
    ("query", "first", "after"),
    [
        ("from=2020-08-20&until=2020-08-21", "2020-08-20T00:00+07:00", "2020-08-22T00:00+07:00"),
        ("from=20/08/2020&days=3", "2020-08-20T00:00+07:00", "2020-08-23T00:00+07:00"),
        (
            "from=2020-08-20T05:00:00%2B07:00&until=2020-08-20T06:00:00+07:00",
            "2020-08-20T05:00+07:00",
            "2020-08-20T06:00+07:00",
        ),
        ("from=2020-08-20T05:00&until=20/08/2020", "2020-08-20T05:00+07:00", "2020-08-21T00:00+07:00"),
    ],
)
def test_days_count_whole_and_instants_as_they_are(
    command: TestClient, door: FakeDoor, query: str, first: str, after: str
) -> None:
    assert command.get(f"/api/v1/log?{query}").status_code == 200
    assert door.asked[-1] == ("log", (datetime.fromisoformat(first), datetime.fromisoformat(after)))


@pytest.mark.parametrize(
    "query",
    [
        "from=31/02/2020",
        "from=hôm kia",
        "days=0",
        "days=x",
        "from=2020-08-20&until=2020-08-19",
        "days=401",
        "from=2020-01-01&until=2022-01-01",
        "from=2020-13-01T00:00",
    ],
)
def test_a_span_that_means_nothing_is_told_in_vietnamese(command: TestClient, query: str) -> None:
    answer = command.get(f"/api/v1/plan?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_check_scripts_and_why(command: TestClient, door: FakeDoor) -> None:
    assert command.get("/api/v1/check").json() == {"problems": door.check()}
    assert command.get("/api/v1/scripts").json()["scripts"][0]["name"] == "bluezone-loi-ich"
    assert "body" in command.get("/api/v1/scripts/khan-bao").json()
    assert command.get("/api/v1/why", params={"name": "Bản tin", "on": "24/08/2020"}).json()["date"] == "2020-08-24"


def test_sounds_are_told_as_their_desk_tells_them_to_whoever_may_look(
    command: TestClient, enter: Visit, door: FakeDoor
) -> None:
    told = command.get("/api/v1/sounds").json()
    assert told == {"sounds": door.sounds.all()}
    assert (told["sounds"][0]["name"], told["sounds"][0]["kind"]) == ("nhac-hieu", "jingle")
    assert enter("Bác Tư").get("/api/v1/sounds").json() == told


def test_a_name_nobody_has_is_404(command: TestClient) -> None:
    answer = command.get("/api/v1/scripts/khong-co")
    assert answer.status_code == 404
    assert answer.json() == {"error": "không có bài 'khong-co'"}


def test_play_says_who_asked(command: TestClient, door: FakeDoor) -> None:
    assert command.post("/api/v1/play", json={"name": "bluezone-30-giay"}).status_code == 200
    assert door.asked == [("play", ("bluezone-30-giay", "lệnh broadcaster"))]


def test_what_waits_for_its_sound_is_told_and_called_off_once(command: TestClient, door: FakeDoor) -> None:
    door.healthy = False
    taken = command.post("/api/v1/play", json={"name": "bluezone-30-giay"}).json()
    assert taken["ready"] is False
    (waits,) = command.get("/api/v1/status").json()["waiting"]
    assert (waits["airing"], waits["since"]) == (taken["airing"], "2020-08-24T11:30:00+07:00")
    answer = command.post("/api/v1/play/cancel", json={"airing": taken["airing"]})
    assert answer.json() == {"airing": taken["airing"], "programme": "bluezone-30-giay"}
    assert ("call off", (taken["airing"], "lệnh broadcaster")) in door.asked
    again = command.post("/api/v1/play/cancel", json={"airing": taken["airing"]})
    assert again.status_code == 404
    assert "«Dừng tiếng ngay»" in again.json()["error"]
    assert command.post("/api/v1/play/cancel", json={}).status_code == 400


def test_play_without_a_name_is_a_wrong_request(command: TestClient) -> None:
    assert command.post("/api/v1/play", json={}).status_code == 400


def test_urgent_reaches_the_door_whole(command: TestClient, door: FakeDoor, clock: ManualClock) -> None:
    body = {"name": "khan-bao", "set": {"ten_bao": "bão số 5"}, "repeat": 3, "every": "30 phút", "until": "20:00"}
    assert command.post("/api/v1/urgent", json=body).json()["page"] == "khan-1"
    until = midnight(clock) + timedelta(hours=20)
    order = UrgentOrder(
        name="khan-bao", sets={"ten_bao": "bão số 5"}, repeat=3, every=1800.0, until=until, by="lệnh broadcaster"
    )
    assert door.asked == [("urgent", order)]


def test_stop(command: TestClient, door: FakeDoor) -> None:
    assert command.post("/api/v1/stop").json()["stopped"] == ["Buổi chiều"]
    assert door.asked == [("stop", "lệnh broadcaster")]


def test_a_refusal_is_409_with_its_reason(command: TestClient, door: FakeDoor) -> None:
    door.trouble = RefusedError("đang trong giờ yên tĩnh")
    answer = command.post("/api/v1/play", json={"name": "x"})
    assert (answer.status_code, answer.json()) == (409, {"error": "đang trong giờ yên tĩnh"})


def test_any_station_error_is_told(command: TestClient, door: FakeDoor) -> None:
    door.trouble = BroadcasterError("không đọc được nhật ký")
    assert command.get("/api/v1/log").json() == {"error": "không đọc được nhật ký"}


def test_the_unforeseen_is_500_and_gives_nothing_away(command: TestClient, door: FakeDoor) -> None:
    door.trouble = ZeroDivisionError("secret detail")
    answer = command.get("/api/v1/status")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "đài gặp lỗi" in answer.json()["error"]


def test_unknown_addresses_and_methods_answer_in_json(command: TestClient) -> None:
    assert command.get("/api/v1/khong-co").status_code == 404
    assert command.get("/api/v1/urgent").status_code == 405
    assert command.get("/api/v1/urgent").json()["error"].startswith("không có GET")
    assert command.delete("/api/v1/status").status_code == 405


@pytest.mark.parametrize("body", ["", "   "])
def test_an_empty_body_is_an_empty_object(command: TestClient, body: str) -> None:
    assert command.post("/api/v1/stop", content=body).status_code == 200


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"', b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(command: TestClient, door: FakeDoor, body: bytes) -> None:
    assert command.post("/api/v1/urgent", content=body).status_code == 400
    assert door.asked == []


def test_a_large_body_is_refused_before_it_is_read(command: TestClient, door: FakeDoor) -> None:
    answer = command.post("/api/v1/urgent", content=b"x", headers={"content-length": str(2 << 30)})
    assert answer.status_code == 413

    assert command.post("/api/v1/urgent", content=iter([b"x" * 65536] * 8)).status_code == 413
    assert door.asked == []


def test_a_browser_session_reads_but_orders_only_with_its_form_key(
    browser: TestClient, door: FakeDoor, gate: Gate
) -> None:
    assert browser.get("/api/v1/status").status_code == 200
    assert browser.post("/api/v1/stop").status_code == 403
    assert ("stop", "người ở máy đài (127.0.0.1)") not in door.asked
    session = gate.register.sessions.find(browser.cookies["dai-8090"])
    assert session is not None
    assert browser.post("/api/v1/stop", headers={"x-form-key": session.form_key}).status_code == 200
    assert ("stop", "người ở máy đài (127.0.0.1)") in door.asked


def test_a_browser_may_not_air_a_file_by_its_path(browser: TestClient, gate: Gate) -> None:
    session = gate.register.sessions.find(browser.cookies["dai-8090"])
    assert session is not None
    answer = browser.post("/api/v1/urgent", json={"recording": "/etc/passwd"}, headers={"x-form-key": session.form_key})
    assert answer.status_code == 400


def test_answers_are_json_that_no_cache_keeps(command: TestClient) -> None:
    answer = command.get("/api/v1/status")
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.content)["version"] == "0.1.0"

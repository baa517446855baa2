"""The schemas, in the language server behind VS Code's YAML extension: samples pass, slips show, keys are offered.

Collected where `npm install --prefix build/editors yaml-language-server` has been run (see conftest.py).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parent.parent.parent
SERVER = REPOSITORY / "build/editors/node_modules/yaml-language-server/bin/yaml-language-server"
SAMPLES = [REPOSITORY / "config.yaml", *sorted((REPOSITORY / "schedules").glob("*.yaml"))]
EVERYTHING = """đợt tuyên truyền:
  - {tên: A, từ: 18/08/2020, đến: 31/08/2020, ít nhất: 2, thẻ: bluezone}
Chương trình:
  - ten: Tin sáng
    luc: ["05:00", 5h30, 17 giờ]
    ngày: [T2-T6, rằm, 20/08/2020]
    cứ mỗi: 30 phút
    trong khoảng: 07:00-20:00
    trừ: cuối tháng
    phát:
      - nhạc hiệu: nhac-hieu
      - bài: a
      - tiếp sóng: line-in
        trong: 15 phút
        nếu hỏng: { tệp: audio/x.flac }
    ưu tiên: khẩn
    cho_tre: 10 phút
"""


class Editor:
    """An editor with the server behind it; speaks LSP over its pipes."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(["node", str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked = 0
        schemas = {
            f"{(REPOSITORY / 'docs/schema' / name).as_uri()}": [glob]
            for name, glob in (("config.json", "config.yaml"), ("schedule.json", "schedules/*.yaml"))
        }
        self._settings = {"yaml": {"schemas": schemas, "validate": True, "completion": True, "hover": True}}
        root = {"processId": None, "rootUri": REPOSITORY.as_uri()}
        self.ask("initialize", root | {"capabilities": {"workspace": {"configuration": True}}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self._settings})
        while self._hear().get("method") != "workspace/configuration":
            continue

    def close(self) -> None:
        """End the server."""
        self._server.kill()
        self._server.communicate()

    def problems(self, path: Path, text: str) -> list[str]:
        """What the editor underlines in `text`, opened as `path`."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while True:
            told = self._hear()
            if told.get("method") == "textDocument/publishDiagnostics" and told["params"]["uri"] == path.as_uri():
                return [problem["message"] for problem in told["params"]["diagnostics"]]

    def offered(self, path: Path, line: int, column: int) -> set[str]:
        """The words the editor offers at a place (from 0) of an opened file."""
        where = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}
        answer = self.ask("textDocument/completion", where)
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"] for item in items}

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            told = self._hear()
            if told.get("id") == self._asked and "method" not in told:
                return told["result"]

    def _send(self, message: dict[str, Any]) -> None:
        assert self._server.stdin
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._server.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        """The next message; the server's own questions are answered with the settings."""
        assert self._server.stdout
        length = 0
        while line := self._server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        if "method" in message and "id" in message:
            wanted = message.get("params", {}).get("items", ())
            answer = [self._settings.get(item.get("section"), {}) for item in wanted]
            self._send({"id": message["id"], "result": answer or None})
        return message


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    """One server for all tests."""
    editor = Editor()
    yield editor
    editor.close()


pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_every_sample_passes(editor: Editor, path: Path) -> None:
    assert editor.problems(path, path.read_text(encoding="utf-8")) == []


def test_both_spellings_pass(editor: Editor) -> None:
    assert editor.problems(REPOSITORY / "schedules/moi.yaml", EVERYTHING) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("ten: Tin", "tenn: Tin"), ("bài: a", "bai hat: a"), ("ten: Tin sáng\n    luc", "luc"), ("5h30", "nửa đêm")],
)
def test_slips_are_underlined(editor: Editor, old: str, new: str) -> None:
    wrong = EVERYTHING.replace(old, new)
    assert wrong != EVERYTHING
    assert editor.problems(REPOSITORY / f"schedules/sai-{len(new)}.yaml", wrong)


def test_keys_and_choices_are_offered(editor: Editor) -> None:
    path = REPOSITORY / "schedules/dang-viet.yaml"
    editor.problems(path, "programmes:\n  - name: A\n    \n    priority: \n")
    assert {"at", "lúc", "play", "phát", "bed"} <= editor.offered(path, 2, 4)
    assert {"routine", "high", "urgent"} <= editor.offered(path, 3, 14)

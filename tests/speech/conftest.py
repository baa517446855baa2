"""Stand-ins for what an engine reaches for: Google's service, the espeak-ng program, a Piper voice."""

from __future__ import annotations

import base64
import io
import json
import ssl
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import gtts  # noqa: F401  -- the first import takes long, and tests of waiting must not wait for it
import numpy as np
import onnx
import pytest
import soundfile
from onnx import TensorProto, helper

from broadcaster.clock import ManualClock
from broadcaster.speech.program import Program

CERTIFICATE = Path(__file__).parent / "data" / "localhost.pem"
"""Key and certificate of `localhost`, made for these tests and worth nothing elsewhere."""


def mp3(seconds: float, rate: int = 24_000, level: float = 0.4) -> bytes:
    """A hum of that length, as the service would send it."""
    time = np.arange(round(seconds * rate)) / rate
    file = io.BytesIO()
    soundfile.write(file, level * np.sin(2 * np.pi * 180 * time), rate, format="MP3")
    return file.getvalue()


def envelope(content: bytes) -> bytes:
    """A batchexecute answer that holds `content`."""
    inner = json.dumps([base64.b64encode(content).decode()])
    entry = json.dumps(
        [["wrb.fr", "jQ1olc", inner, None, None, None, "generic"], ["di", 20], ["af.httprm", 20, "1", 5]]
    )
    return f')]}}\'\n\n{len(entry)}\n{entry}\n25\n[["e",4,null,null,140]]\n'.encode()


@dataclass
class Google:
    """What the stand-in service heard and how it answers."""

    address: str
    """Scheme, host and port."""
    asked: list[str] = field(default_factory=list)
    """Every text it was asked for."""
    answer: Callable[[str], tuple[int, bytes]] = lambda text: (200, envelope(mp3(0.08 * len(text))))
    """Status and body for a text."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with every answer."""
    hang: threading.Event | None = None
    """Waited for before the answer's last byte."""


def _asked(body: str) -> str:
    """The text inside a question, checked to be one the real service would take."""
    (rpc,) = json.loads(urllib.parse.parse_qs(body)["f.req"][0])
    name, inner, nothing, kind = rpc[0]
    text, language, speed, null = json.loads(inner)
    assert (name, nothing, kind, language, speed, null) == ("jQ1olc", None, "generic", "vi", None, "null")
    assert 0 < len(text) <= 100
    return str(text)


def _handler(google: list[Google]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (service,) = google
            assert self.path == "/_/TranslateWebserverUi/data/batchexecute"
            text = _asked(self.rfile.read(int(self.headers["Content-Length"])).decode())
            service.asked.append(text)
            status, body = service.answer(text)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | service.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[:-1])
            self.wfile.flush()
            if service.hang:
                service.hang.wait(30)
            self.wfile.write(body[-1:])

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    return Handler


def _served() -> Iterator[Google]:
    google: list[Google] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(google)) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        google.append(Google(f"https://localhost:{server.server_port}"))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield google[0]
        if google[0].hang:
            google[0].hang.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """The service with a certificate that this machine trusts."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(CERTIFICATE))
    yield from _served()


@pytest.fixture
def strange_google() -> Iterator[Google]:
    """The service with a certificate nobody knows."""
    yield from _served()


@pytest.fixture(scope="session")
def make_mp3() -> Callable[..., bytes]:
    """`mp3`, for tests."""
    return mp3


@pytest.fixture(scope="session")
def make_envelope() -> Callable[[bytes], bytes]:
    """`envelope`, for tests."""
    return envelope


@pytest.fixture
def clock() -> ManualClock:
    """Half past four in the morning."""
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    return ManualClock(datetime(2020, 8, 18, 4, 30, tzinfo=zone), zone)


FAKE_ESPEAK = """
import sys, wave, io, struct, math, time
text = sys.stdin.buffer.read().decode("utf-8")
args = sys.argv[1:]
if "--version" in args:
    print("eSpeak NG text-to-speech: 9.9  Data at: /nowhere"); sys.exit()
if "TREO" in text:
    time.sleep(60)
if "HONG" in text:
    sys.stderr.write("Error: no such voice\\n"); sys.exit(3)
if "--ipa" in args:
    print("(en)" + text.lower().replace(" ", " \\u02c8") + "(vi)"); sys.exit()
if "IM" in text:
    sys.exit()
pace = int(args[args.index("-s") + 1])
frames = int(22050 * 60 / pace * len(text.split()))
sound = b"".join(struct.pack("<h", int(9000 * math.sin(i / 20))) for i in range(frames))
shape = struct.pack("<IHHIIHH", 16, 1, 1, 22050, 44100, 2, 16)
sys.stdout.buffer.write(b"RIFF\\x24\\xf0\\xff\\x7fWAVEfmt " + shape + b"data\\x00\\xf0\\xff\\x7f" + sound)
"""


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A real process that answers as espeak-ng does: a WAV with a lying header, phonemes with language marks."""
    script = tmp_path_factory.mktemp("espeak") / "espeak_ng.py"
    script.write_text(FAKE_ESPEAK, encoding="utf-8")
    return Program((sys.executable, "-S", str(script)))


@pytest.fixture(scope="session")
def make_piper_voice() -> Callable[..., Path]:
    """`piper_voice`, for tests."""
    return piper_voice


LETTERS = "_^$ abcdeghiklmnopqrstuvxyđˈ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323.,?!"


def piper_voice(folder: Path, name: str = "vi_VN-thu-x_low", **changes: Any) -> Path:
    """A Piper voice of a few hundred bytes with the inputs and output of real ones: each number a hum of its own."""
    folder.mkdir(exist_ok=True)
    model = folder / f"{name}.onnx"
    onnx.save(_model(speakers=changes.get("num_speakers", 1)), model)
    table: dict[str, Any] = {
        "audio": {"sample_rate": 16000},
        "espeak": {"voice": "vi"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": {letter: [number] for number, letter in enumerate(LETTERS)},
        "num_speakers": 1,
        "language": {"code": "vi_VN"},
    }
    model.with_name(f"{name}.onnx.json").write_text(json.dumps(table | changes), encoding="utf-8")
    return model


def _model(speakers: int) -> onnx.ModelProto:
    """input (1, n), input_lengths (1), scales (3) and, for several speakers, sid (1) → output (1, 1, 1, frames).

    The second speaker hums a little higher than the first, and so on.
    """

    def constant(name: str, values: list[float] | list[int], kind: int) -> onnx.NodeProto:
        return helper.make_node("Constant", [], [name], value=helper.make_tensor(name, kind, [len(values)], values))

    nodes = [
        constant("one", [1], TensorProto.INT64),
        constant("two", [2], TensorProto.INT64),
        constant("each", [400.0], TensorProto.FLOAT),
        constant("step", [0.01], TensorProto.FLOAT),
        constant("axis", [1], TensorProto.INT64),
        constant("shape", [1, 1, 1, -1], TensorProto.INT64),
        constant("loud", [0.3], TensorProto.FLOAT),
        helper.make_node("Cast", ["input"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["numbers", "two"], ["column"]),
        helper.make_node("Slice", ["scales", "one", "two"], ["length"]),
        helper.make_node("Mul", ["length", "each"], ["frames"]),
        helper.make_node("Cast", ["frames"], ["count"], to=TensorProto.INT64),
        helper.make_node("Concat", ["one", "one", "count"], ["wide"], axis=0),
        helper.make_node("Expand", ["column", "wide"], ["spread"]),
        helper.make_node("Reshape", ["spread", "shape"], ["line"]),
        helper.make_node("Mul", ["line", "step"], ["steps" if speakers == 1 else "low"]),
        constant("last", [3], TensorProto.INT64),
        helper.make_node("Squeeze", ["last", "zero"], ["along"]),
        constant("zero", [0], TensorProto.INT64),
        helper.make_node("CumSum", ["steps", "along"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["wave"]),
        helper.make_node("Mul", ["wave", "loud"], ["output"]),
    ]
    if speakers > 1:
        nodes.insert(
            next(at for at, node in enumerate(nodes) if node.op_type == "CumSum"),
            helper.make_node("Add", ["low", "higher"], ["steps"]),
        )
        nodes.insert(0, helper.make_node("Mul", ["person", "step"], ["higher"]))
        nodes.insert(0, helper.make_node("Cast", ["sid"], ["person"], to=TensorProto.FLOAT))
    nodes.sort(key=lambda node: node.op_type != "Constant")
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "frames"])
    graph = helper.make_graph(nodes, "hum", inputs, [output])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)

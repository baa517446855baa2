"""`init`: a new station that nothing is wrong with."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.cli.main import main


@pytest.mark.slow
def test_a_new_station_passes_check_and_is_not_laid_out_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "đài mới"
    assert main(["init", str(folder)]) == 0
    assert "check" in capsys.readouterr().out
    assert main(["--station", str(folder), "check"]) == 0
    assert main(["--station", str(folder), "plan"]) == 0
    assert "Buổi sáng" in capsys.readouterr().out
    lexicon = folder / "lexicon.yaml"
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("# Cửa", "Cửa"), encoding="utf-8")
    assert main(["--station", str(folder), "say", "--show", "Mời đến Cửa hàng VinMart."]) == 0
    assert "cửa hàng vin mác" in capsys.readouterr().out, "its example is a line that works"
    assert main(["init", str(folder)]) == 1
    assert "đã có tệp" in capsys.readouterr().err


def test_a_place_that_may_not_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    assert main(["init", str(tmp_path / "tệp")]) == 1
    assert "hãy chọn thư mục" in capsys.readouterr().err

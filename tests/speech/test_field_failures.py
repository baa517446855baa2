"""Failures of the field that the voices must not repeat, each by its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadcaster.clock import ManualClock
from broadcaster.speech.cache import SpeechCache
from broadcaster.speech.chain import Chain, Line, Link
from broadcaster.speech.fake import HummingEngine


@pytest.mark.parametrize("fault", ["429: quá nhiều lượt", "503: máy chủ bận", "không tìm thấy máy chủ"])
def test_f14_a_voice_of_the_network_that_refuses_half_way_costs_neither_the_text_nor_its_one_voice(
    tmp_path: Path, clock: ManualClock, fault: str
) -> None:
    network, own = HummingEngine("gtts", faults=["", fault]), HummingEngine("kokoro")
    chain = Chain([Link(network, network), Link(own, own)], SpeechCache(tmp_path), clock)
    said = chain.recite([Line("một"), Line("hai"), Line("ba")], 1.0)
    assert said.engine == "kokoro"
    assert own.heard == ["một", "hai", "ba"]
    assert said.why == (f"gtts: {fault}",)

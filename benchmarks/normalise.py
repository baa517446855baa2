"""How many notices are read right, and how long reading takes, beside another normaliser where one is installed.

    python -m benchmarks.normalise [--json] [EXAMPLES.tsv …]

Without a file, the examples of the tests: those our rules were mended by, so that only a file of others tells how we
read what we have not seen. Times are CPU time of this process, so that a busy machine counts less. Goals: 1 ms a
sentence, 1 s a hundred kilobytes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.reading_score import READINGS, allows, cases, heard
from broadcaster.text.normalise import Normaliser

SENTENCES = (
    "Kính thưa bà con, hôm nay trạm y tế xã mở cửa khám bệnh cho người cao tuổi.",
    "UBND xã Quảng Phú thông báo lịch tiêm vắc-xin cho trẻ từ 6-36 tháng tuổi.",
    "Từ 7h30 đến 11h30 ngày 25/8/2020, mời bà con đến nhà văn hoá thôn 3.",
    "Mức phạt từ 1-3 triệu đồng theo Nghị định 117/2020/NĐ-CP của Chính phủ.",
    "Lúc 13h ngày 18/9, tâm bão ở vào khoảng 16,3 độ Vĩ Bắc, gió cấp 10-11, giật cấp 13.",
    "Bà con cài Bluezone trên App Store hoặc CH Play, bật Bluetooth và gọi 19009095 khi cần.",
    "Giá nước 7.500đ/m3, nộp qua Viettel Money hoặc tại UBND xã trước ngày 30/9.",
    "Mọi chi tiết xin liên hệ ông Nguyễn Văn Nam, điện thoại 0905.123.456.",
    "Không tụ tập đông người, không che giấu thông tin, khai báo y tế khi ho, sốt.",
    "Lịch cắt điện: 5h30-8h00 sáng thứ 5 (27/8), khu vực TBA Phú Lễ 1, QL1A từ Km 12+500.",
)
ROUNDS = 30


def measured(work: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return times


def figures(times: list[float], scale: float) -> dict[str, float]:
    ordered = sorted(value * scale for value in times)
    return {
        "median": round(statistics.median(ordered), 3),
        "least": round(ordered[0], 3),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 3),
        "most": round(ordered[-1], 3),
        "rounds": len(ordered),
    }


def readers() -> dict[str, Callable[[str], str]]:
    """Ours, and sea-g2p (Apache-2.0, `pip install sea-g2p`), the best other one that can be installed."""
    found: dict[str, Callable[[str], str]] = {"broadcaster": Normaliser().spoken}
    if importlib.util.find_spec("sea_g2p"):
        found["sea-g2p"] = importlib.import_module("sea_g2p").Normalizer().normalize
    return found


def scores(path: Path) -> dict[str, dict[str, float]]:
    """By reader: how many notices of `path` are read as its answers allow, in how many ms a notice."""
    known = cases(path)
    told = {}
    for name, read in readers().items():
        times, right = [], 0
        for written, expected in known:
            began = time.process_time()
            spoken = read(written)
            times.append(time.process_time() - began)
            right += allows(expected, heard(spoken))
        told[name] = {"right": right, "of": len(known), "percent": round(100 * right / len(known), 1)}
        told[name] |= {f"ms_{key}": value for key, value in figures(times, 1000).items() if key in ("median", "p95")}
    return told


def costs() -> dict[str, dict[str, float]]:
    """Our own times: a sentence, a book, a start."""
    normaliser = Normaliser()
    page = " ".join(SENTENCES) + "\n\n"
    book = (page * (100_000 // len(page.encode()) + 1)).encode()[:100_000].decode(errors="ignore")
    normaliser.spoken(page)
    sentences = [
        value
        for sentence in SENTENCES
        for value in measured(lambda s=sentence: normaliser.spoken(s), ROUNDS)  # type: ignore[misc]
    ]
    return {
        "ms_a_sentence": figures(sentences, 1000),
        "s_a_hundred_kilobytes": figures(measured(lambda: normaliser.spoken(book), 5), 1),
        "ms_to_build": figures(measured(Normaliser, ROUNDS), 1000),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("examples", nargs="*", type=Path, default=[READINGS])
    args = parser.parse_args()
    result = {"costs": costs(), **{path.name: scores(path) for path in args.examples}}
    if args.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, table in result.items():
        print(name)
        for row, values in table.items():
            print(f"  {row:24}" + "".join(f"{key} {value:<10}" for key, value in values.items()))
    if len(readers()) == 1:
        print("sea-g2p is not installed: nothing to compare with")


if __name__ == "__main__":
    main()

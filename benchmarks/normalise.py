"""How long reading takes: milliseconds a sentence and seconds a hundred kilobytes, with their spread.

    python benchmarks/normalise.py [--json]

CPU time of this process, so that a busy machine counts less. Goals: 1 ms a sentence, 1 s a hundred kilobytes.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

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


def main() -> None:
    normaliser = Normaliser()
    page = " ".join(SENTENCES) + "\n\n"
    book = (page * (100_000 // len(page.encode()) + 1)).encode()[:100_000].decode(errors="ignore")
    normaliser.spoken(page)
    sentences = [
        value
        for sentence in SENTENCES
        for value in measured(lambda s=sentence: normaliser.spoken(s), ROUNDS)  # type: ignore[misc]
    ]
    result = {
        "ms_a_sentence": figures(sentences, 1000),
        "s_a_hundred_kilobytes": figures(measured(lambda: normaliser.spoken(book), 5), 1),
        "ms_to_build": figures(measured(Normaliser, ROUNDS), 1000),
    }
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    for name, values in result.items():
        print(f"{name:24}" + "".join(f"{key} {value:<10}" for key, value in values.items()))


if __name__ == "__main__":
    main()

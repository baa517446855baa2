"""The loop of `schedule`'s manual with `sounddevice.play`, as most such scripts are written."""

from __future__ import annotations

import json
import sys
import threading
import time
from datetime import datetime
from typing import Any

from benchmarks.peers.peer import Child


class SchedulePlay(Child):
    name = "schedule + sounddevice.play"
    module = "benchmarks.peers.schedule_play"


def main() -> None:
    import schedule  # noqa: PLC0415
    import sounddevice  # noqa: PLC0415
    import soundfile  # noqa: PLC0415

    def play(path: str) -> None:
        sounddevice.play(*soundfile.read(path, dtype="float32"))

    def once(path: str) -> Any:
        play(path)
        return schedule.CancelJob

    def loop() -> None:
        while True:
            schedule.run_pending()
            time.sleep(1)

    threading.Thread(target=loop, daemon=True).start()
    for line in sys.stdin:
        order = json.loads(line)
        for at in order.get("at", ()):
            # the library knows whole seconds: the instants of the benchmark are whole
            schedule.every().day.at(datetime.fromtimestamp(at).strftime("%H:%M:%S")).do(once, order["path"])  # noqa: DTZ006
        if "urgent" in order:
            print(time.time(), flush=True)
            play(order["urgent"])
        for path in order.get("row", ()):
            play(path)
            sounddevice.wait()


if __name__ == "__main__":
    main()

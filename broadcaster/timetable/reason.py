"""Why an airing was late, cut or not aired: one enum with parameters, and the one place that says it in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

MINUTE = 60
HOUR = 3600


class Reason(Enum):
    """What happened; the value is the Vietnamese sentence, with `{other}`, `{wait}` and `{grace}` to fill."""

    WAITED = "chờ «{other}» phát xong nên muộn {wait}"
    LATE = "đến giờ đài chưa phát được nên muộn {wait}"
    TAKEN = "đã chờ hết {grace} cho phép mà «{other}» vẫn đang phát"
    MISSED = "đến giờ đài không phát được, nay đã muộn {wait}, quá {grace} cho phép"
    RESUMED = "bị «{other}» cắt ngang, phát tiếp sau {wait}"
    RESTARTED = "bị «{other}» cắt ngang, phát lại từ đầu sau {wait}"
    CUT_DROPPED = "bị «{other}» cắt ngang, theo lịch không phát tiếp"
    CUT_TOO_LONG = "bị «{other}» cắt ngang, chờ quá {grace} cho phép nên không phát tiếp"
    CUT = "bị «{other}» cắt ngang"
    ECHO = "vừa phát xong trước khi đồng hồ được chỉnh nên không phát lại"
    SLEPT = "máy ngủ {wait} giữa chừng nên không phát tiếp"
    LOST = "mất thiết bị âm thanh giữa chừng, nay đã muộn {wait}, quá {grace} cho phép nên không phát lại"
    STOPPED = "bị dừng theo lệnh của {other}"
    WITHDRAWN = "đã được bỏ khỏi lịch trước khi phát"


@dataclass(frozen=True)
class Why:
    """A reason with its parameters; `str(why)` is the sentence shown, without a full stop."""

    reason: Reason
    """What happened."""
    other: str = ""
    """Name of the programme that was in the way, or of the person who gave the order."""
    wait: float = 0.0
    """How late it was, or how long it was off the air, in seconds."""
    grace: float = 0.0
    """How late it was allowed to be, in seconds."""

    def __str__(self) -> str:
        return self.reason.value.format(
            other=self.other, wait=length_in_words(self.wait), grace=length_in_words(self.grace)
        )


def length_in_words(seconds: float) -> str:
    """Say a length as an officer would: «45 giây», «3 phút», «1 giờ 5 phút»; to the second below ten minutes."""
    whole = round(seconds)
    if whole >= HOUR:
        hours, rest = divmod(round(seconds / MINUTE), MINUTE)
        return f"{hours} giờ {rest} phút" if rest else f"{hours} giờ"
    minutes, rest = divmod(whole, MINUTE)
    if not minutes:
        return f"{rest} giây"
    return f"{minutes} phút {rest} giây" if rest and minutes < 10 else f"{minutes} phút"  # noqa: PLR2004 (ten minutes)

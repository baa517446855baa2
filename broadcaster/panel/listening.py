"""Where the panel answers, and what that means for who may reach it, in Vietnamese."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass

from broadcaster.panel.throttle import is_loopback

ANY = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not bound
"""Addresses that stand for every one this machine has."""


@dataclass(frozen=True)
class Listening:
    """Where the panel answers."""

    host: str
    """The address it is bound to."""
    port: int
    """The port."""
    fingerprint: str = ""
    """SHA-256 of its certificate; empty: it speaks plain HTTP."""

    @property
    def tls(self) -> bool:
        """Whether what goes over the network is encrypted."""
        return bool(self.fingerprint)

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_local(self.host)

    @property
    def url(self) -> str:
        """Where this machine reaches it, `http://127.0.0.1:8090`."""
        return self._url("127.0.0.1" if self.host != "::" else "::1") if self.host in ANY else self._url(self.host)

    @property
    def outside(self) -> str:
        """What another machine of the network types; empty where none can reach it."""
        if self.is_local:
            return ""
        return self._url((own_address() or socket.gethostname()) if self.host in ANY else self.host)

    @property
    def means(self) -> str:
        """What it means that others can reach it, and what to do; empty where they cannot."""
        if self.is_local:
            return ""
        reach = (
            f"trang điều khiển mở cho cả mạng nội bộ ở {self.outside}: máy nào trong mạng cũng tới được trang đăng nhập"
        )
        if self.tls:
            return (
                f"{reach}; mật khẩu và mọi thứ đi trên mạng được mã hoá bằng chứng thư của đài tự làm, nên lần đầu "
                f"trình duyệt sẽ cảnh báo: hãy so dấu vân tay {self.fingerprint[:23]}… rồi mới bấm tiếp"
            )
        return (
            f"{reach}, và mật khẩu đi trên mạng không mã hoá; chỉ mở như vậy trong mạng tin được, "
            "hoặc bật mã hoá: thêm dòng tls: có vào mục panel trong config.yaml"
        )

    def _url(self, host: str) -> str:
        shown = f"[{host}]" if ":" in host else host
        return f"http{'s' if self.tls else ''}://{shown}:{self.port}"


def is_local(host: str) -> bool:
    """Whether only this machine can reach what is bound to `host`."""
    return host == "localhost" or is_loopback(host)


def own_address() -> str | None:
    """This machine's address in its network, as the way out of it would be taken; nothing is sent."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(("192.0.2.1", 9))  # RFC 5737: an address that is nobody's
        return str(line.getsockname()[0])
    return None

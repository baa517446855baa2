"""The command's side of the panel's encryption: it trusts the station's own certificate and no other."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

from broadcaster.panel.certified import CERTIFICATE


def wrapped(line: socket.socket, folder: Path) -> ssl.SSLSocket:
    """The line, encrypted; raises OSError where whoever answers does not hold the key in `folder`."""
    try:
        context = ssl.create_default_context(cafile=str(folder / CERTIFICATE))
        context.check_hostname = False  # the certificate itself is known
        return context.wrap_socket(line)
    except OSError:
        line.close()
        raise

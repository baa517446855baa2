"""The panel's own certificate: a key of this machine, signed by itself, so that the network cannot listen in.

Run as a program (`python -m broadcaster.panel.certificate FOLDER NOW NAME…`), so that the library it needs, 14 MB, goes
again when it is done. It prints the fingerprint that an officer may compare with what the browser shows.
"""

from __future__ import annotations

import contextlib
import ipaddress
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from broadcaster.panel.certified import CERTIFICATE, KEY
from broadcaster.panel.secret import write_private

LIFE = timedelta(days=820)
"""Browsers take no certificate that is valid for more than 825 days."""
RENEWED = timedelta(days=30)
"""How long before its end it is made anew."""
_BEFORE = timedelta(days=1)  # another machine's clock may be behind
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # a clock without a battery wakes up in 1970


def see_to(folder: Path, now: datetime, names: Iterable[str]) -> str:
    """The fingerprint of the certificate in `folder`, made where there is none for `names`, or none for long."""
    now, wanted = max(now, _EARLIEST), set(names)
    known = _known(folder)
    if known is not None and known.not_valid_after_utc - now > RENEWED and wanted <= set(_names_of(known)):
        return _fingerprint(known)
    key = _kept_key(folder) or ec.generate_private_key(ec.SECP256R1())
    made = _signed(key, now, sorted(wanted | set(_names_of(known) if known else ())))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(folder / KEY, pem.decode())
    write_private(folder / CERTIFICATE, made.public_bytes(Encoding.PEM).decode())
    return _fingerprint(made)


def _known(folder: Path) -> x509.Certificate | None:
    with contextlib.suppress(OSError, ValueError):
        return x509.load_pem_x509_certificate((folder / CERTIFICATE).read_bytes())
    return None


def _kept_key(folder: Path) -> ec.EllipticCurvePrivateKey | None:
    with contextlib.suppress(OSError, ValueError, TypeError):
        key = load_pem_private_key((folder / KEY).read_bytes(), None)
        return key if isinstance(key, ec.EllipticCurvePrivateKey) else None
    return None


def _signed(key: ec.EllipticCurvePrivateKey, now: datetime, names: list[str]) -> x509.Certificate:
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Đài truyền thanh (tự ký)")])
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + LIFE)
        .add_extension(x509.SubjectAlternativeName(list(_general(names))), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _general(names: Iterable[str]) -> Iterator[x509.GeneralName]:
    for name in names:
        try:
            yield x509.IPAddress(ipaddress.ip_address(name))
        except ValueError:
            yield x509.DNSName(name)


def _names_of(certificate: x509.Certificate) -> list[str]:
    told = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(one.value) for one in told]


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def main(words: list[str]) -> int:
    """See to the certificate; print its fingerprint."""
    folder, now, *names = words
    print(see_to(Path(folder), datetime.fromisoformat(now), names))  # noqa: T201 - read by the panel
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A system behind the portal must show a certificate that the machine trusts, and for its own name."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from portal.integrations.errors import Unavailable
from portal.integrations.http import Engine, Limits, Request, SystemClient, Terms


@pytest.fixture
def received() -> list[bytes]:
    """What reached the server."""
    return []


@pytest.fixture
def address(tmp_path: Path, received: list[bytes]) -> Iterator[str]:
    """A server for localhost, with a certificate that it signed itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(make_certificate(tmp_path))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as line:
                    received.append(line.recv(4000))
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    threading.Thread(target=serve, daemon=True).start()
    yield f"https://localhost:{listener.getsockname()[1]}"
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def make_certificate(home: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path = home / "own.pem"
    path.write_bytes(
        key.private_bytes(pem, form, serialization.NoEncryption())
        + made.sign(key, hashes.SHA256()).public_bytes(pem)
    )
    return path


@pytest.mark.parametrize("engine", ["pyreqwest", "httpx"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    engine: Engine, address: str, received: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    limits = Limits(connect_timeout_s=2, read_timeout_s=2, deadline_s=5)
    client = SystemClient(system="tagor", base_url=address, engine=engine, limits=limits)
    secret = Request(path="/rest", method="POST", headers={"Authorization": "Hash secret"}, content=b"{}")
    with caplog.at_level("INFO"), pytest.raises(Unavailable):
        client.call("pay", secret, Terms(kind="once"))
    assert received == []
    assert any("tagor" in line and "pay" in line for line in caplog.messages), "the fault stands in the log"
    assert "secret" not in caplog.text

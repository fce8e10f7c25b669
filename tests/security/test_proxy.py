"""The proxy as it is deployed, a real nginx: what it lets through and refuses, and with which headers."""

import http.client
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.practice import free_port, wait_until
from tests.processes import ROOT

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
HOST = "portal.example"
PORTAL_SAYS = {"Cache-Control": "private", "Content-Security-Policy": "default-src 'self'"}
pytestmark = pytest.mark.skipif(not Path(NGINX).exists(), reason="no nginx")


class Portal(BaseHTTPRequestHandler):
    """Answers every request with the headers that reached it."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.close_connection = "no-answer" in self.path
        if self.close_connection:
            return
        body = str(self.headers).encode()
        self.send_response(200)
        for name, value in PORTAL_SAYS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_told: object) -> None:
        """Nobody reads it."""


@dataclass
class Proxy:
    home: Path
    plain_port: int
    tls_port: int

    def ask(self, path: str, *, size: int = 0, **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, headers and body of an answer over TLS."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection("127.0.0.1", self.tls_port, context=context, timeout=20)
        try:
            body = b"x" * size if size else None
            line.request("POST" if size else "GET", path, body, {"Host": HOST, **headers})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            line.close()

    def send(self, raw: bytes, *, ciphers: str = "", version: ssl.TLSVersion | None = None) -> bytes:
        """The beginning of the answer to these very bytes. Raises: ssl.SSLError."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        if version:
            context.maximum_version = version
        if ciphers:
            context.set_ciphers(ciphers)
        with (
            socket.create_connection(("127.0.0.1", self.tls_port), timeout=20) as line,
            context.wrap_socket(line) as sealed,
        ):
            sealed.sendall(raw)
            return sealed.recv(100)


# What Debian's own nginx.conf says around its sites, as far as a site may mean something else.
DEBIAN = """
user root; pid {home}/pid; daemon off; worker_processes 1; events {{ worker_connections 768; }}
http {{
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on;
  access_log {home}/debian-access; gzip on;
  include {home}/site.conf;
}}
"""


def write_compose(home: Path, *, portal: int, plain: int, tls: int) -> None:
    """``deploy/nginx.conf`` with ports and a certificate of this test."""
    text = replace(
        (ROOT / "deploy/nginx.conf").read_text("utf-8"),
        ("user nginx;", f"user root; pid {home}/pid; daemon off;"),
        ("worker_processes auto;", "worker_processes 1;"),
        ("    http2 on;\n", ""),  # older ones do not know this line
        ("/etc/nginx/tls", str(home)),
        ("server portal:8000 resolve fail_timeout=1s;", f"server 127.0.0.1:{portal};"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{tls} ssl;"),
        ("/dev/stdout", f"{home}/access"),
        ("/dev/stderr", f"{home}/error"),
        ("\nhttp {", f"\nhttp {{ client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;"),
    )
    (home / "nginx.conf").write_text(text)


def write_host(home: Path, *, portal: int, plain: int, tls: int) -> None:
    """``deploy/nginx-host.conf`` inside what Debian says around it."""
    text = replace(
        (ROOT / "deploy/nginx-host.conf").read_text("utf-8"),
        ("portal.office.example;", f"{HOST};"),
        ("/etc/letsencrypt/live/portal.office.example", str(home)),
        ("server 127.0.0.1:8000 ", f"server 127.0.0.1:{portal} "),
        ("  listen [::]:80;\n", ""),
        ("  listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;"),
        ("/var/log/nginx/portal.log", f"{home}/access"),
        ("/var/log/nginx/portal-error.log", f"{home}/error"),
    )
    (home / "site.conf").write_text(text)
    (home / "nginx.conf").write_text(DEBIAN.format(home=home))


def replace(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module", params=[write_compose, write_host], ids=["compose", "host"])
def proxy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The proxy as it is deployed, before a portal that tells all."""
    home = tmp_path_factory.mktemp("nginx")
    make_certificate(home)
    portal = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    made = Proxy(home, free_port(), free_port())
    request.param(home, portal=portal.server_address[1], plain=made.plain_port, tls=made.tls_port)
    process = subprocess.Popen([NGINX, "-c", f"{home}/nginx.conf", "-e", f"{home}/error"])
    try:
        wait_until(lambda: process.poll() is not None or _is_open(made.tls_port), seconds=20)
        assert process.poll() is None, (home / "error").read_text()
        yield made
    finally:
        process.terminate()
        process.wait(20)
        portal.shutdown()
        portal.server_close()


def make_certificate(home: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    sealed = made.sign(key, hashes.SHA256())
    (home / "fullchain.pem").write_bytes(sealed.public_bytes(serialization.Encoding.PEM))
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (home / "privkey.pem").write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))


def _is_open(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    ("path", "size", "status"), [("/metrics", 0, 404), ("/readyz", 0, 404), ("/", 2 << 20, 413)]
)
def test_its_own_answers_have_the_headers_too(proxy: Proxy, path: str, size: int, status: int) -> None:
    answer = proxy.ask(path, size=size)
    assert answer[0] == status
    headers = answer[1]
    assert headers.get_all("Strict-Transport-Security") == ["max-age=63072000; includeSubDomains; preload"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Cache-Control") == ["no-store"]
    (policy,) = headers.get_all("Content-Security-Policy") or [""]
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy


def test_what_the_portal_says_is_left_as_it_is(proxy: Proxy) -> None:
    _status, headers, _told = proxy.ask("/")
    for name, value in PORTAL_SAYS.items():
        assert headers.get_all(name) == [value]


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [
        ("/messages/files/x/", 32, 200),
        ("/messages/files/x/", 34, 413),
        ("/desk/messages/1/", 32, 200),
        ("/not-me/", 15, 200),
        ("/not-me/", 17, 413),
        ("/sign-in/", 2, 413),
        ("/webhooks/aptic/", 1, 413),
    ],
)
def test_files_go_through_where_they_are_sent_alone(
    proxy: Proxy, path: str, megabytes: int, status: int
) -> None:
    assert proxy.ask(path, size=megabytes << 20)[0] == status


def test_nobody_says_of_themselves_where_they_come_from(proxy: Proxy) -> None:
    forged = {"X-Forwarded-For": "6.6.6.6", "X_Forwarded_For": "6.6.6.6", "X-Forwarded-Proto": "http"}
    _status, _headers, told = proxy.ask("/", **forged)
    assert "6.6.6.6" not in told
    assert "X-Forwarded-For: 127.0.0.1" in told
    assert "X-Forwarded-Proto: https" in told
    assert "http\n" not in told


@pytest.mark.parametrize(
    "lines",
    [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
        "Content-Length: +4\r\n\r\nabcd",
    ],
)
def test_a_message_with_two_ends_is_refused(proxy: Proxy, lines: str) -> None:
    told = proxy.send(f"POST / HTTP/1.1\r\nHost: {HOST}\r\n{lines}".encode())
    assert told.split(b" ")[1] in {b"400", b"501"}, told


@pytest.mark.parametrize(
    "name", ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-CCM8"]
)
def test_weak_ciphers_are_refused(proxy: Proxy, name: str) -> None:
    asked = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    with pytest.raises(ssl.SSLError):
        proxy.send(asked, ciphers=f"{name}:@SECLEVEL=0", version=ssl.TLSVersion.TLSv1_2)
    strong = "ECDHE-ECDSA-AES128-GCM-SHA256"
    assert b"200" in proxy.send(asked, ciphers=strong, version=ssl.TLSVersion.TLSv1_2)


def test_people_are_led_to_https_and_machines_are_not(proxy: Proxy) -> None:
    for path, status in (("/sign-in/", 301), ("/webhooks/aptic/", 404)):
        line = http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=20)
        line.request("GET", path, headers={"Host": HOST})
        answer = line.getresponse()
        assert answer.status == status
        assert answer.headers.get("Location") == (f"https://{HOST}{path}" if status == 301 else None)
        line.close()


@pytest.mark.parametrize(
    "path", ["/h/secret-no-answer/", "/h/secret/", "/desk/?q=secret", "/secret-no-answer/"]
)
def test_no_log_holds_a_path_or_a_query(proxy: Proxy, path: str) -> None:
    """Neither when the portal answers nothing, nor when what is sent is too large."""
    assert proxy.ask(path)[0] == (502 if "no-answer" in path else 200)
    assert proxy.ask(path, size=40 << 20)[0] == 413
    logs = {file.name: file.read_text() for file in proxy.home.glob("*access")}
    logs["error"] = (proxy.home / "error").read_text()
    assert '"GET" ' in logs["access"]
    assert not any("secret" in text for text in logs.values()), logs


def test_the_two_files_of_nginx_say_the_same() -> None:
    """What only one of them says: where it runs, and what is around it there."""
    compose, host = (
        {line.strip() for line in (ROOT / "deploy" / name).read_text("utf-8").splitlines()}
        for name in ("nginx.conf", "nginx-host.conf")
    )
    differing = {line for line in compose ^ host if line and not line.startswith("#")}
    words = (
        "user", "worker_processes", "events", "http", "include", "log_format", "access_log", "error_log",
        "resolver", "upstream", "listen", "server_name", "http2", "ssl_certificate", "gzip",
    )  # fmt: skip
    assert {line for line in differing if not line.startswith(words)} == set()

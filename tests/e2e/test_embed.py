"""The sign-in box on the office's own site: nobody else shows it, and nothing else is framed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.processes import Portal
from tests.e2e.staff import Clerk

BLOCKED = "chrome-error://chromewebdata/"
NEVER_FRAMED = ("/", "/sign-in/", "/h/", "/pass/", "/letter-check/", "/desk/sign-in/")


class Site(BaseHTTPRequestHandler):
    """A page of another site with a frame of whatever is asked."""

    def do_GET(self) -> None:
        src = parse_qs(urlsplit(self.path).query)["src"][0]
        page = f'<!doctype html><title>Site</title><h1>Site</h1><iframe src="{src}" title="box"></iframe>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_told: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def site_port() -> Iterator[int]:
    """One server: as "localhost" it is the office's site, as "127.0.0.1" it is somebody else's."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def allow(portal: Portal, page: Page, site: str) -> None:
    """Name a site in the settings of the doors."""
    clerk = Clerk(page, portal, axe=False)
    clerk.sign_in_at_desk("/desk/settings/doors/")
    clerk.type("embed_sites", site)
    clerk.page.locator("main form button[type=submit]").first.click()
    save = clerk.page.locator("main button[name=save]")
    if save.count():  # another walk of this journey has saved it already
        save.click()
    clerk.page.goto(f"{portal.url}/desk/settings/doors/")
    expect(clerk.page.locator("main [name=embed_sites]")).to_have_value(site)


def show(page: Page, site: str, address: str) -> str:
    """Look at a page of that site; where its frame ended up."""
    page.goto(f"{site}/?src={address}")
    page.wait_for_load_state("networkidle")
    (frame,) = page.main_frame.child_frames
    return frame.url


@pytest.mark.parametrize("scripts", [True, False])
def test_box_opens_a_file_from_the_office_site_alone(
    portal: Portal, new_page: NewPage, site_port: int, scripts: bool
) -> None:
    own, foreign = f"http://localhost:{site_port}", f"http://127.0.0.1:{site_port}"
    allow(portal, new_page(phone=False), own)
    seeded = portal.office.file("nl-woman")

    page = new_page(scripts=scripts)
    box = f"{portal.url}/embed/"
    assert show(page, foreign, box) == BLOCKED
    for path in NEVER_FRAMED:
        assert show(page, own, f"{portal.url}{path}") == BLOCKED, path

    page.context.clear_cookies()
    assert show(page, own, box) == box
    assert not page.context.cookies(portal.url)
    frame = page.frame_locator("iframe")
    frame.locator("[name=file]").fill(seeded.file)
    frame.locator("button").click()
    page.wait_for_url(f"{portal.url}/embed/start/**")
    expect(page.locator("main [name=file]")).to_have_value(seeded.file)
    page.locator("main [name=pin]").fill(seeded.pin)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{portal.url}/file/")
    assert show(page, own, f"{portal.url}/file/") == BLOCKED

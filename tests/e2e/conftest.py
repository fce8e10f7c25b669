"""A real browser against the whole product. Each test gets a fresh context and a fresh practice office."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.e2e.processes import Portal, running
from tests.prepared import Prepared

# Chromium without its window is the same engine at two thirds of the processor time.
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}

NewPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser."""
    for item in items:
        if "tests/e2e" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def portal_server(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal, worker and practice office for this test process."""
    with running(Portal(tmp_path_factory.mktemp("portal"), prepared)) as server:
        yield server


@pytest.fixture
def portal(portal_server: Portal) -> Portal:
    """The portal and its practice office as on their first day."""
    portal_server.forget()
    return portal_server


@pytest.fixture(scope="session")
def hasty_server(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal that sends at once: nobody waits ten minutes for a test."""
    home = tmp_path_factory.mktemp("hasty")
    with running(Portal(home, prepared, extra={"PLAN_UNDO_MINUTES": "0"})) as server:
        yield server


@pytest.fixture
def hasty(hasty_server: Portal) -> Portal:
    """The same, as on its first day."""
    hasty_server.forget()
    return hasty_server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium, headless."""
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield started
    started.close()


@pytest.fixture
def new_page(browser: Browser, tmp_path: Path) -> Iterator[NewPage]:
    """``new_page(phone=True, scripts=True, language="nl", dark=False)`` opens a browser of its own."""
    contexts: list[BrowserContext] = []

    def open_page(
        *,
        phone: bool = True,
        scripts: bool = True,
        language: str = "nl",
        dark: bool = False,
        forced: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,
            java_script_enabled=scripts,
            locale=language,
            color_scheme="dark" if dark else "light",
            forced_colors="active" if forced else "none",
            accept_downloads=True,
        )
        context.set_default_timeout(8_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()

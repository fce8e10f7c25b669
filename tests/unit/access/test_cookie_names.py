"""On https no cookie of the portal can be planted by a page without it, and no script reads any."""

import ast
import os
import subprocess
import sys

from tests.repo.files import ROOT

NAMES = """
import django; django.setup()
from django.conf import settings
from portal.access import device, letter
from portal.access.helper_pages import door_views
from portal.access.second_check import opened_letter
from portal.desk.sign_in import device as browser
from portal.desk.openid import attempt
from portal.help import safe_device
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
print(letter.COOKIE, opened_letter.COOKIE, door_views.COOKIE, attempt.COOKIE)
print(device.COOKIE.name, browser.COOKIE.name, safe_device.COOKIE)
for name in ("SESSION", "CSRF", "LANGUAGE"):
    flags = [getattr(settings, f"{name}_COOKIE_{flag}") for flag in ("SECURE", "HTTPONLY", "SAMESITE")]
    print(*flags)
"""
# What sets a cookie of its own; DeviceCookie sets two.
PLACES = {
    "access/helper_pages/door_views.py",
    "access/letter.py",
    "access/second_check/opened_letter.py",
    "desk/openid/attempt.py",
    "help/safe_device.py",
    "web/http_request/device_cookie.py",
    "web/http_request/language.py",
}


def test_every_cookie_has_a_prefix_on_https() -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_URL": "https://portal.example",
        "SECRET_KEY": "s" * 60,
        "DEBUG": "0",
        "SANDBOX": "0",
    }
    told = subprocess.run([sys.executable, "-c", NAMES], env=env, capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == [
        "__Host-session __Host-csrf __Host-language",
        "__Secure-letter __Secure-second-check __Secure-pass __Secure-openid",
        "__Host-device __Host-desk-device __Host-quiet",
        *["True True Lax"] * 3,
    ]


def test_every_cookie_is_secure_and_for_the_server_alone() -> None:
    places = set()
    for path in sorted((ROOT / "portal").rglob("*.py")):
        if "sandbox" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "set_cookie":
                place = path.relative_to(ROOT / "portal").as_posix()
                places.add(place)
                said = {one.arg: ast.unparse(one.value) for one in node.keywords}
                assert "IS_HTTPS" in said["secure"] or said["secure"] == "settings.LANGUAGE_COOKIE_SECURE", (
                    place
                )
                assert said["httponly"] in {"True", "settings.LANGUAGE_COOKIE_HTTPONLY"}, place
                assert said["samesite"] == "'Lax'", place
    assert places == PLACES

"""On https no cookie of the portal can be planted by a page without it."""

import os
import subprocess
import sys

NAMES = """
import django; django.setup()
from django.conf import settings
from portal.access.letter import COOKIE
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, COOKIE)
"""


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

    assert told.stdout.split() == ["__Host-session", "__Host-csrf", "__Host-language", "__Secure-letter"]

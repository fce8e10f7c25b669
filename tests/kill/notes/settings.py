"""The portal's own settings, with one more room."""

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.kill.notes"]
ROOT_URLCONF = "tests.kill.notes.urls"

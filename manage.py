#!/usr/bin/env python
"""Django's command line for the portal and the practice office."""

import gc
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        gc.disable()  # what is loaded now stays: looking for what may go takes a quarter of the time
        settings.INSTALLED_APPS  # noqa: B018 - reads all settings, before any command
        django.setup()
        gc.freeze()
        gc.enable()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))

"""Makes the environment, then rehearses in it (see rehearse_run)."""

import os
import sys

from _environment import ROOT, sync
from _processes import Failed

try:
    python = sync("--all-extras")
except Failed as failure:
    sys.exit(str(failure))
os.execv(python, [python, str(ROOT / "script" / "rehearse_run.py"), *sys.argv[1:]])  # noqa: S606 - our own script

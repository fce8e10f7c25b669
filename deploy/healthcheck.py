"""Exit status 0 when the portal in this container answers. Standard library only.

An argument names another page than /healthz, such as /readyz.
"""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

port = os.environ.get("GRANIAN_PORT", "8000")
# The portal answers to its public name only.
host = urlsplit(os.environ.get("PORTAL_URL", "http://127.0.0.1")).netloc
path = sys.argv[1] if len(sys.argv) > 1 else "/healthz"
request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
try:
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - this container itself
        sys.exit(answer.status != 200)
except OSError:
    sys.exit(1)

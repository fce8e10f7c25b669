"""``python -m portal.sandbox``: the same as ``manage.py sandbox``, without loading the portal."""

import sys
from argparse import ArgumentParser

from portal.sandbox.server import CannotRunError, Options, add_options, run

parser = ArgumentParser(prog="python -m portal.sandbox", description="Runs the practice office.")
add_options(parser)
try:
    run(Options(**vars(parser.parse_args())))
except CannotRunError as error:
    sys.exit(str(error))

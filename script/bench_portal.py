"""The portal as the bench serves it: it forgets a file's lines at once.

So every page asks what a first look asks, and works it out again, but for the balance, which is asked once a
session. In real life the lines are kept for three minutes, and a second look is cheaper than measured here.
"""

from portal.wsgi import application  # isort: skip - sets Django up
from portal.file.facts import LINES, SUMS

for fact in (LINES, SUMS):
    object.__setattr__(fact.keep, "seconds", 0)

__all__ = ["application"]

"""The trail's signals for whoever counts events."""

from django.dispatch import Signal

act_tallied = Signal()
"""An act of which the trail holds only some: see ``tally``. Takes ``act``."""

acts_recorded = Signal()
"""Events were appended, in a transaction that may still be undone. Takes ``events``."""

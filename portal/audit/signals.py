"""What the trail tells whoever counts."""

from django.dispatch import Signal

act_tallied = Signal()
"""An act of which only some stand in the trail: see ``tally``. Takes ``act``."""

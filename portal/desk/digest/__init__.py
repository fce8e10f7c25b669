"""Mails to staff about what waits: counts alone, never a name."""

"""Mails to staff about waiting work: only counts, never a name."""

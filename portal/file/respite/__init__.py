"""Pauses that an office grants a file, or withdraws: reported from outside, stored here."""

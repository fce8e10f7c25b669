"""Secrets given to a command: on the line, or typed unseen, so that no history keeps them."""

from getpass import getpass


def read_secret(given: str, prompt: str) -> str:
    """``-`` asks for it."""
    return getpass(prompt).strip() if given == "-" else given

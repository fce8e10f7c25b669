"""Secrets for a command: an argument, or typed without echo, so that no shell history keeps them."""

from getpass import getpass


def read_secret(given: str, prompt: str) -> str:
    """The secret; ``-`` asks for it."""
    return getpass(prompt).strip() if given == "-" else given

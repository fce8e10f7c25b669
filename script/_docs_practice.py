"""The settings of a portal beside the practice office, as the demo has them."""

from _demo import Demo

OWN = {"SECRET_KEY", "STAFF_PASSWORD", "DATABASE_URL", "STATIC_ROOT"}
USUAL = {"DEBUG", "CACHE_URL", "MIMALLOC_ALLOW_THP", "MALLOC_ARENA_MAX", "PYTHONUNBUFFERED"}
"""What each checkout has for itself, or needs not set."""


def make_practice_settings() -> str:
    """A line for each, on the usual ports."""
    demo = Demo(port=8000, sandbox_port=8100, python="", secret_key="", staff_password="")
    shown = {name: value for name, value in demo.list_settings().items() if value and name not in OWN | USUAL}
    return "\n".join(("```sh", *(f"{name}={value}" for name, value in shown.items()), "```"))

"""Puts the practice Aptic together."""

from portal.sandbox.aptic import persons, services, webhooks  # noqa: F401 - they register their handlers
from portal.sandbox.aptic.system import SYSTEM

__all__ = ["SYSTEM"]

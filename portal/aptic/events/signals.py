"""What other rooms may listen to. A listener runs in the transaction that ends the event."""

from django.dispatch import Signal

job_ended = Signal()
"""Aptic told that work it did by itself has ended: ``job_id``, ``is_failed``, ``data`` (what it told),
``age`` (how long ago it told).

A listener answers whether that was work of its own. It raises ``portal.outbox.handlers.Postpone`` when it may
be, but cannot tell yet: the event is tried again.
"""

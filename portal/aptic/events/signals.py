"""Signals for other rooms. A receiver runs in the transaction that ends the event."""

from django.dispatch import Signal

job_ended = Signal()
"""Asynchronous work at Aptic has ended: ``job_id``, ``is_failed``, ``data``, ``age`` (of the report).

A receiver returns whether that was work of its own. It raises ``portal.outbox.handlers.Postpone`` when it may
be, but cannot tell yet: the event is tried again.
"""

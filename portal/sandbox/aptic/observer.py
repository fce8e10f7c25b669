"""Watches the practice office and sends an event for what happens in it."""

import asyncio
from datetime import date
from typing import Any

from portal.sandbox.aptic.delivery import Post
from portal.sandbox.aptic.happenings import compare, find_broken
from portal.sandbox.office import Office
from portal.sandbox.records import File


class Watcher:
    """An observer of the office. Compares nothing while no webhook is registered."""

    def __init__(self, office: Office, post: Post) -> None:
        self._office = office
        self._post = post
        self._today: date = office.clock.today()

    def on_save(self, before: str, file: File) -> None:
        if before and self._post.has_listeners():
            for name, data in compare(File.model_validate_json(before), file):
                self._post.happen(name, data)

    def on_clock(self) -> None:
        since, self._today = self._today, self._office.clock.today()
        if self._today > since and self._post.has_listeners():
            for file in self._office.files.values():
                for name, data in find_broken(file, since, self._today):
                    self._post.happen(name, data)

    def on_reset(self) -> None:
        self._today = self._office.clock.today()
        self._post.clear()


def watch(state: Any) -> None:
    """Begins to watch the office in an application's ``state``, and to send events."""
    post = Post(state.office, state.http)
    state.aptic_post = post
    state.office.observers.append(Watcher(state.office, post))
    state.tasks.add(asyncio.create_task(post.run()))

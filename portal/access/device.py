"""A browser that signed in before has tries of its own, so that no stranger can use them up."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from portal.access.limits.pin_limits import count_file
from portal.web.http_request.device_cookie import DeviceCookie

PURPOSE = "device"
COOKIE = DeviceCookie(PURPOSE)


@dataclass(frozen=True, slots=True)
class Device:
    """``files``: hashes of the file numbers whose PIN was right here, newest last."""

    device_id: str
    files: tuple[str, ...] = ()

    def knows(self, file: str) -> bool:
        """Whether the PIN of this file number was right here before, however the number is written."""
        return _mark(file) in self.files


def read_device(cookies: Mapping[str, str]) -> Device | None:
    """The browser's own device; None when the cookie is missing, not ours or too old."""
    device_id, files = COOKIE.read(cookies)
    return Device(device_id, files) if device_id else None


def set_device_cookie(response: HttpResponse, device: Device | None, *, file: str = "") -> None:
    """Remember a right sign-in in this browser; ``file``: the number whose PIN was right."""
    known = device or Device("")
    COOKIE.write(response, known.device_id, known.files, new=_mark(file) if file else "")


def _mark(file: str) -> str:
    return count_file(file).name

"""The cache of tests: as in life, and sure that a value comes back as it was."""

from typing import Any

from portal.web.caches.serialized import JsonSerializer


class CheckedSerializer(JsonSerializer):
    """Fails where a value would change its type or lose something on its way through JSON."""

    def dumps(self, value: Any) -> int | bytes:
        data = super().dumps(value)
        back = self.loads(data)
        assert back == value, f"{value!r} comes out of the cache as {back!r}"
        assert type(back) is type(value)
        return data

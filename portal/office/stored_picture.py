"""The office's own logo: checked by its content, scaled down, stored under a hash of it."""

import hashlib
import io
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 20_000_000
SHOWN = (800, 240)
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_KEPT = 10


class StoredPicture(models.Model):
    """One picture as PNG. Older ones stay for a while, so that a change can be undone."""

    digest = models.CharField(max_length=32, unique=True)
    content = models.BinaryField()
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "office"
        default_permissions = ()
        ordering = ["-stored_at"]

    def __str__(self) -> str:
        return self.digest


def store_picture(upload: Any) -> str:
    """Store an uploaded image; returns its path on this site. Raises: ValidationError when it is not one."""
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This picture is too large. Take one of at most 2 MB."))
    content = _read(upload.read())
    digest = hashlib.sha256(content).hexdigest()[:32]
    StoredPicture.objects.update_or_create(
        digest=digest, defaults={"content": content, "stored_at": timezone.now()}
    )
    kept = StoredPicture.objects.values_list("pk", flat=True)[:MOST_KEPT]
    StoredPicture.objects.exclude(pk__in=list(kept)).delete()
    return make_path(digest)


def make_path(digest: str) -> str:
    """The path of a stored image."""
    return reverse("web:office-picture", args=[digest])


def is_stored(path: str) -> bool:
    """Whether that is the path of a stored image."""
    digest = path.rstrip("/").rpartition("/")[2].removesuffix(".png")
    return StoredPicture.objects.filter(digest=digest).exists() and path == make_path(digest)


def _read(content: bytes) -> bytes:
    """The image only, without metadata. Raises: ValidationError."""
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as opened:
            # Before a single pixel is unpacked.
            is_small = opened.width * opened.height <= MOST_PIXELS
            picture = opened.convert("RGBA") if is_small else None
    except Exception as error:  # a decoder may raise anything
        raise ValidationError(_("This is no picture. Take a PNG, JPEG, WebP or GIF.")) from error
    if picture is None:
        raise ValidationError(_("This picture is too large. Take one of at most 2 MB."))
    picture.thumbnail(SHOWN)
    picture.info = {}
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()

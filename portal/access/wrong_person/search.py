"""Reports of a wrong person, by the number that their senders keep."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.access.wrong_person.models import WrongPersonReport
from portal.desk.search.sources import Asked, Hit, Source


class Reports(Source):
    """What people told who got a letter that is not theirs; with or without the marks of its number."""

    title, permission = _("Letters for somebody else"), "access.handle_wrong_person"

    def find(self, asked: Asked) -> Iterator[Hit]:
        """As ``Source``."""
        bare = asked.bare
        found = WrongPersonReport.objects.filter(number=f"{bare[:1]}-{bare[1:5]}-{bare[5:]}").first()
        if found is not None:
            href = reverse("wrong-person:report", args=[found.pk])
            yield Hit(found.number, found.get_kind_display(), href, is_exact=True)

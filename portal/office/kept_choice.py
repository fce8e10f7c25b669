"""Settings of the office that are not columns of its row: plain values, by name."""

from typing import Any

from django.db import models

from portal.web.caches.for_everybody import forget_for_everybody, read_for_everybody

Values = dict[str, Any]
KEEP_S = 60


class KeptChoice(models.Model):
    """``values`` as the page of the choice writes them; a page reads what another release wrote as empty."""

    office = models.ForeignKey("office.Office", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    values: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        app_label = "office"
        default_permissions = ()
        permissions = [
            ("change_texts", "Can change the office’s own texts"),
            ("change_helpers", "Can change who helps people with debts"),
            ("change_hours", "Can change opening hours and closing days"),
            ("change_look", "Can change the colour and the picture"),
            ("try_connections", "Can see and try the connections with other systems"),
            ("change_digest", "Can change the mails to staff"),
        ]
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="office_one_choice_a_name")]

    def __str__(self) -> str:
        return self.name


def read_choice(office: Any, name: str) -> Values:
    """The stored values; empty while nothing was set."""
    row = KeptChoice.objects.filter(office=office.pk, name=name).first() if office.pk else None
    return dict(row.values) if row else {}


def write_choice(office: Any, name: str, values: Values) -> None:
    """Store other values."""
    KeptChoice.objects.update_or_create(office=office, name=name, defaults={"values": values})


def get_choice(office: Any, name: str) -> Values:
    """Like ``read_choice``, cached for a minute, as public pages read it."""
    return read_for_everybody(_key(name), lambda: read_choice(office, name), seconds=KEEP_S)


def forget_choice(name: str) -> None:
    """Clear the cache, so that a change shows at once."""
    forget_for_everybody(_key(name))


def _key(name: str) -> str:
    return f"office:choice:{name}"

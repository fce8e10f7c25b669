"""What the office chooses that is no column of its row: plain values, by the name of the choice."""

from typing import Any

from django.core.cache import cache
from django.db import models

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
    """What is stored; empty while nothing was chosen."""
    row = KeptChoice.objects.filter(office=office.pk, name=name).first() if office.pk else None
    return dict(row.values) if row else {}


def write_choice(office: Any, name: str, values: Values) -> None:
    """Put other values in their place."""
    KeptChoice.objects.update_or_create(office=office, name=name, defaults={"values": values})


def get_choice(office: Any, name: str) -> Values:
    """The same as ``read_choice``, kept for a minute: pages that everybody opens ask."""
    kept: Values | None = cache.get(_key(name))
    if kept is None:
        kept = read_choice(office, name)
        cache.set(_key(name), kept, KEEP_S)
    return kept


def forget_choice(name: str) -> None:
    """Drop what is kept, so that a change shows at once."""
    cache.delete(_key(name))


def _key(name: str) -> str:
    return f"office:choice:{name}"

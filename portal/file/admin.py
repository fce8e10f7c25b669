"""The office says what of its agenda people may see."""

from django.contrib import admin

from portal.audit.trailed_admin import TrailedAdmin
from portal.file.models import AgendaWord


@admin.register(AgendaWord)
class AgendaWordAdmin(TrailedAdmin):
    """What is not listed here stays inside the office."""

    trail_act = "agenda-word"
    list_display = ("model", "nl", "fr", "de", "en")

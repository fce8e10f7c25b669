from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class DossierConfig(Room):
    name = "portal.dossier"
    label = "dossier"
    verbose_name = "File"
    case_acts = ("portal.dossier.desk.acts.list_acts",)
    settings_pages = (
        Page(
            _("Codes of the account"),
            "code-settings:codes",
            "file.view_codekind",
            _("What the codes of your Tagor count for on people’s pages"),
            section="texts",
        ),
        Page(
            _("Agenda that people may see"),
            "agenda-settings:agenda",
            "file.view_agendaword",
            _("Which tasks of Tagor stand in a file’s timeline, and in which words"),
            section="texts",
        ),
    )
    findings = ("portal.dossier.findings.EXAMINATION",)

from portal.web.room import Room


class DossierConfig(Room):
    name = "portal.dossier"
    label = "dossier"
    verbose_name = "File"
    case_acts = ("portal.dossier.desk.acts.list_acts",)

from portal.web.room import Room


class DossierConfig(Room):
    name = "portal.dossier"
    label = "dossier"
    verbose_name = "File"

from django.apps import AppConfig


class DossierConfig(AppConfig):
    name = "portal.dossier"
    label = "dossier"
    verbose_name = "File"

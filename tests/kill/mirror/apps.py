from django.apps import AppConfig


class MirrorConfig(AppConfig):
    name = "tests.kill.mirror"
    label = "kill_mirror"

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "tests.kill.notes"
    label = "kill_notes"

    def ready(self) -> None:
        from portal.outbox import handlers  # noqa: PLC0415 - its models load after the apps
        from tests.kill.notes.handler import NoteHandler  # noqa: PLC0415 - as above

        handlers.register(NoteHandler())

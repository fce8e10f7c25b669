from portal.web.room import Room


class NotesConfig(Room):
    name = "tests.kill.notes"
    label = "kill_notes"
    deliveries = ("tests.kill.notes.handler.NoteHandler",)

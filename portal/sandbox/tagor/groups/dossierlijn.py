"""Dossierlijn: info records on a financial line.

A row has no column for its own id (the description shows none), yet deleting needs TDOSLIJNINFO_Id. ASSUMED:
a creation returns it in the answer's context, one row for each note, in their order.
"""

from typing import Any

from portal.sandbox.casework import LineNote
from portal.sandbox.seeds.codes import code_of
from portal.sandbox.tagor.columns import list_rows, write_row
from portal.sandbox.tagor.operations import Request, operation
from portal.sandbox.tagor.wire import Refused, context, dataset, require


@operation("Dossierlijn/GetInfo")
def list_notes(request: Request) -> dict[str, Any]:
    line_id = request.context.text("TDOSLIJN_Id")
    _file, line = request.find("lines", "line_id", line_id, "line-unknown")
    return list_rows(request, "dsTDOSLIJNINFOWeb", line.notes, line=line)


@operation("Dossierlijn/CreateInfoLine")
def create_notes(request: Request) -> dict[str, Any]:
    created, ids, office = [], [], request.office
    for row in request.fields.rows("dsTDOSLIJNINFOWeb"):
        line_id = row.text("financial_line_id")
        file, line = request.find("lines", "line_id", line_id, "line-unknown")
        note = LineNote(
            note_id=office.next_id(),
            code=require(code_of("TQINFO", row.text("type_id")), "code-unknown"),
            text=row.text("description"),
            on=row.date("date") if row.has("date") else office.clock.today(),
        )
        line.notes.append(note)
        office.save(file)
        created.append(write_row("dsTDOSLIJNINFOWeb", note, line=line))
        ids.append({"ContextKey": "TDOSLIJNINFO_Id", "ContextValue": note.note_id})
    return dataset("dsWebContext", ids) | dataset("dsTDOSLIJNINFOWeb", created)


@operation("Dossierlijn/DeleteInfoLine")
def delete_note(request: Request) -> dict[str, Any]:
    note_id = request.context.text("TDOSLIJNINFO_Id")
    for file in request.files():
        for line in file.lines:
            kept = [note for note in line.notes if note.note_id != note_id]
            if len(kept) < len(line.notes):
                line.notes = kept
                request.office.save(file)
                return context(success="true")
    raise Refused("note-unknown")

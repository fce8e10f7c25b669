"""The documents of a seeded file."""

from datetime import date, timedelta

from portal.sandbox.records import Document, File

DOCUMENT_ID = 9_000_000_000_000_200_000


def add_document(
    file: File,
    name: str,
    *,
    extension: str = "pdf",
    group: str = "BRIEF",
    content: str = "pdf",
    day: date | None,
) -> None:
    number = DOCUMENT_ID + (int(file.file_id) % 1000) * 100 + len(file.documents) + 1
    text = f"{name}\n\nDossier {file.name}\n{file.claimant.name}\n\nOefendocument, zonder waarde."
    file.documents.append(
        Document(
            document_id=str(number),
            name=name,
            extension=extension,
            group=group,
            dated_on=day,
            content=content,
            text=text,
        )
    )


def add_usual_papers(file: File, today: date) -> None:
    add_document(file, "Factuur", group="FACTUUR", day=today - timedelta(days=210))
    add_document(file, "Dagvaarding", group="AKTE", day=today - timedelta(days=90))
    add_document(file, "Brief aan verweerder", day=today - timedelta(days=10))

"""The documents of a seeded file."""

from datetime import date, timedelta

from portal.sandbox.records import Document, File

DOCUMENT_ID = 9_000_000_000_000_200_000


def add_document(
    file: File,
    name: str,
    *,
    today: date,
    days: int,
    extension: str = "pdf",
    group: str = "BRIEF",
    content: str = "pdf",
    security: str = "",
) -> None:
    """A document of so many ``days`` ago."""
    number = DOCUMENT_ID + (int(file.file_id) % 1000) * 100 + len(file.documents) + 1
    text = f"{name}\n\nDossier {file.name}\n{file.claimant.name}\n\nOefendocument, zonder waarde."
    file.documents.append(
        Document(
            document_id=str(number),
            name=name,
            extension=extension,
            group=group,
            dated_on=today - timedelta(days=days),
            content=content,
            text=text,
            security=security,
        )
    )


def add_usual_papers(file: File, today: date) -> None:
    for name, group, days in (("Factuur", "FACTUUR", 210), ("Dagvaarding", "AKTE", 90)):
        add_document(file, name, group=group, today=today, days=days)
    add_document(file, "Brief aan verweerder", today=today, days=10)

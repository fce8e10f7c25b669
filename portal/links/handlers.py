"""Every kind of delivery of this room, for the outbox."""

from portal.links.delivery_cirrus import ActivityHandler, CirrusContactHandler, FileHandler
from portal.links.delivery_digioffice import ContactPersonHandler
from portal.links.delivery_dossierdata import (
    DocumentHandler,
    DossierDataContactHandler,
    LetterHandler,
    NoteHandler,
    TaskHandler,
)

HANDLERS = (
    NoteHandler(),
    TaskHandler(),
    LetterHandler(),
    DocumentHandler(),
    DossierDataContactHandler(),
    ActivityHandler(),
    FileHandler(),
    CirrusContactHandler(),
    ContactPersonHandler(),
)

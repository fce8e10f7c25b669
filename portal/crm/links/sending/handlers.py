"""Every kind of delivery of this room, for the outbox."""

from portal.crm.links.sending.cirrus import ActivityHandler, CirrusContactHandler, FileHandler
from portal.crm.links.sending.digioffice import ContactPersonHandler
from portal.crm.links.sending.dossierdata import (
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

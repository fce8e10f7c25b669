"""Finds a file by the number that somebody typed, at a door or in a list."""

from portal import registry
from portal.access.door_settings.file_spelling import spell_file_number
from portal.integrations.deadline import page_deadline
from portal.integrations.errors import IntegrationError
from portal.integrations.tagor.filters import file_name_is
from portal.integrations.tagor.values.dossier import FoundFile
from portal.web.pages.page_deadlines import FILE_NUMBERS_S
from portal.web.typed.characters import to_plain_text


def find_by_number(*numbers: str) -> tuple[FoundFile, ...]:
    """The files of the first of these numbers that Tagor knows; in any thread. Raises: IntegrationError."""
    for number in dict.fromkeys(filter(None, numbers)):
        if found := registry.tagor().search_files(filters=[file_name_is(number)]):
            return tuple(found)
    return ()


def find_file_id(typed: str) -> str:
    """The id of the only file with this number, for a link; "" without one, or while Tagor is away."""
    try:
        with page_deadline(FILE_NUMBERS_S):
            found = find_by_number(to_plain_text(typed), spell_file_number(typed))
    except IntegrationError:
        return ""
    return found[0].file_id if len(found) == 1 else ""

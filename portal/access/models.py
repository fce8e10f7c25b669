"""Models of signing in."""

from portal.access.door_settings.models import DoorSettings
from portal.access.helper_pass.models import HelperPass, PassUse
from portal.access.letter_keys.models import LetterKey
from portal.access.wrong_person.models import WrongPersonPaper, WrongPersonReport

__all__ = ["DoorSettings", "HelperPass", "LetterKey", "PassUse", "WrongPersonPaper", "WrongPersonReport"]

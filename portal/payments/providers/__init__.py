"""The ways of paying, by name."""

from portal.payments.providers.tagor_sips import TagorSips
from portal.payments.providers.transfer import Transfer

ONLINE = TagorSips()
TRANSFER = Transfer()

"""Keys of a session that several rooms read, and how often its last use is noted."""

from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

# When a session of staff began, in seconds since 1970.
STAFF_BEGAN_KEY = "staff_began"
# When they were last active, to the minute.
STAFF_SEEN_KEY = "staff_seen"
# Whose forms this browser may still show: it outlasts their session.
TYPING_OF_KEY = "typing_of"
STAFF_KEYS = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, STAFF_BEGAN_KEY, STAFF_SEEN_KEY)
SEEN_EVERY = timedelta(minutes=1)

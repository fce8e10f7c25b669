"""What the desk gives to the admin: people and groups."""

from portal.desk.people import admin  # noqa: F401 - registers them

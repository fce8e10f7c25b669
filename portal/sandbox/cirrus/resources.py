"""Which records stand behind a path, and what each field points to."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """``name`` of the records, ``model`` is the schema that shows one of them."""

    name: str
    model: str


# Served by modules of their own; path without the last slash, or without /{id}.
KEPT: Mapping[str, Resource] = {
    path: Resource(name, model)
    for path, name, model in (
        ("/accounts", "accounts", "Account"),
        ("/accounts/accountgroups", "accountgroups", "IdName"),
        ("/accounts/accounttypes", "accounttypes", "AccountType"),
        ("/activities", "activities", "Activity"),
        ("/activities/activitytypes", "activitytypes", "ActivityType"),
        ("/activities/progressionstates", "activitystates", "IdName"),
        ("/contacts", "contacts", "Contact"),
        ("/files", "files", "File"),
        ("/files/folders", "folders", "Folder"),
        ("/users", "users", "User"),
    )
}

# A field by this name holds the id (or a list of ids) of one of these records, whatever the schema.
BY_FIELD: Mapping[str, str] = {
    **dict.fromkeys(("account", "altaccount", "parentaccount", "financeaccount", "manufacturer"), "accounts"),
    **dict.fromkeys(("user", "user2", "alternateuser", "followers", "invitedusers", "changeuser"), "users"),
    **dict.fromkeys(("reguser", "responsible", "responsibleservice", "manager", "winner"), "users"),
    **dict.fromkeys(("contact", "primarycontact", "superior", "invitedcontacts"), "contacts"),
    **{name: name for name in ("tags", "accountgroups")},
    "activity": "activities",
    "departments": "users/departments",
    "folder": "folders",
    "opportunity": "opportunities",
    "parentdepartment": "users/departments",
    "roles": "users/roles",
    "template": "templates",
}

# The same for names that mean something else in each schema.
BY_MODEL: Mapping[tuple[str, str], str] = {
    ("Account", "type"): "accounttypes",
    ("Activity", "type"): "activitytypes",
    ("Activity", "priority"): "priorities",
    ("Activity", "progressionstate"): "activitystates",
    ("ListedActivity", "type"): "activitytypes",
    # Fields that name no record at all.
    ("CompletionData", "user"): "",
}


def target_of(model: str, field: str) -> str:
    """The records that a field points to, or "" when it points to none."""
    return BY_MODEL.get((model, field), BY_FIELD.get(field, ""))

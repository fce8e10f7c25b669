"""What every field of every form says is wrong, in the portal's words instead of Django's.

A form may still say it better for a field of its own.
"""

from typing import Any

from django.core import validators
from django.forms import fields, models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, Any]

WEB_ADDRESS = _("Write a web address, for instance https://example.org.")
VALIDATORS: dict[type[Any], Promise] = {
    validators.MaxLengthValidator: _("This is too long. Write at most %(limit_value)s characters."),
    validators.MinLengthValidator: _("This is too short. Write at least %(limit_value)s characters."),
    validators.MinValueValidator: _("Fill in %(limit_value)s or more."),
    validators.MaxValueValidator: _("Fill in %(limit_value)s or less."),
    validators.ProhibitNullCharactersValidator: _("This holds a character that cannot be kept."),
    validators.EmailValidator: _("Write an e-mail address, for instance name@example.org."),
    validators.URLValidator: WEB_ADDRESS,
    validators.RegexValidator: _("This is not written as expected. Look at it once more."),
}
CHOOSE: Words = dict.fromkeys(
    ("required", "invalid_choice", "invalid_list", "invalid_pk_value"), _("Choose one of these.")
)
FIELDS: dict[type[fields.Field], Words] = {
    fields.Field: {"required": _("Fill this in.")},
    fields.IntegerField: {"invalid": _("Write a whole number, for instance 2.")},
    fields.DateField: {"invalid": _("Write the date as day, month and year.")},
    fields.DateTimeField: {"invalid": _("Write the date as day, month and year.")},
    fields.URLField: {"invalid": WEB_ADDRESS},
    fields.TimeField: {"invalid": _("Write a time, for instance 9:30.")},
    fields.ChoiceField: CHOOSE,
    fields.MultipleChoiceField: CHOOSE,
    models.ModelChoiceField: CHOOSE,
    models.ModelMultipleChoiceField: CHOOSE,
    fields.FileField: {
        **dict.fromkeys(("required", "missing", "invalid"), _("Choose a file.")),
        "empty": _("This file is empty. Choose another one."),
        "max_length": _("The name of this file is too long."),
        "contradiction": _("Choose a file."),
    },
}


def use_own_words() -> None:
    """Before any form is made. A validator with words of its own keeps them."""
    for validator, words in VALIDATORS.items():
        validator.message = words
    for field, told in FIELDS.items():
        own: dict[str, Any] = vars(field).get("default_error_messages", {})
        field.default_error_messages = own | told

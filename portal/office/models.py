"""The office of this portal: its identity, its account, its look. Data, never code."""

from collections.abc import Collection
from datetime import time
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum import iban as stdnum_iban

from portal.office.account import has_account
from portal.office.guarded_change import GuardedChange, RuleChange, make_constraints
from portal.office.kept_choice import KeptChoice
from portal.office.picture import is_own_picture
from portal.office.stored_picture import StoredPicture

__all__ = [
    "MONEY_FIELDS",
    "KeptChoice",
    "MoneyChange",
    "MoneyFieldError",
    "Office",
    "RuleChange",
    "StoredPicture",
    "validate_iban",
]

MONEY_FIELDS = ("account_holder", "iban", "bic", "communication", "online_payment")
"""Where money goes, and how it is matched to its file: only a confirmed ``MoneyChange`` writes these."""


class MoneyFieldError(Exception):
    """Code tried to save where money goes other than through a ``MoneyChange``."""


def validate_iban(value: str) -> None:
    """Raises: ValidationError when ``value`` is not an account number with correct check digits."""
    # Some national checks know only the banks of today; every bank uses the international one.
    if not stdnum_iban.is_valid(value, check_country=False):
        raise ValidationError(_("This is not a valid IBAN."))


class Office(models.Model):
    """One bailiff's office. Blank identity fields are filled from Tagor's Config/Info."""

    class Communication(models.TextChoices):
        """How the payment reference of a file is made."""

        FILE_NUMBER = "file-number", _("Structured, from the digits of the file number")
        TEXT = "text", _("Free text with the file number")

    slug = models.SlugField(unique=True, default="office")
    name = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    city = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    enterprise_number = models.CharField(max_length=20, blank=True)
    account_holder = models.CharField(max_length=70, blank=True)
    iban = models.CharField(max_length=34, blank=True, validators=[validate_iban])
    bic = models.CharField(max_length=11, blank=True)
    communication = models.CharField(
        max_length=20, choices=Communication.choices, default=Communication.FILE_NUMBER
    )
    opening_hours_nl = models.CharField(max_length=200, blank=True)
    opening_hours_fr = models.CharField(max_length=200, blank=True)
    opening_hours_de = models.CharField(max_length=200, blank=True)
    opening_hours_en = models.CharField(max_length=200, blank=True)
    accent = models.CharField(
        max_length=7, default="#1d4f5c", validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$")]
    )
    logo_url = models.CharField(
        max_length=200, blank=True, help_text=_("Path of a picture on this site, starting with a slash.")
    )
    transfer_cut_off = models.TimeField(
        default=time(15),
        db_default=time(15),
        help_text=_("A transfer given before this hour is there on the next bank day."),
    )
    online_payment = models.BooleanField(default=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name or self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row, but keep the money fields as stored: they may have been confirmed since it was read.

        Raises: MoneyFieldError when one of them was changed here.
        """
        if self._state.adding:
            super().save(*args, **kwargs)
            self._remember_money()
            return
        if any(self.__dict__.get(name) != value for name, value in self._get_stored_money().items()):
            raise MoneyFieldError("where money goes changes only by a confirmed MoneyChange")
        names = kwargs.pop("update_fields", None) or [f.name for f in self._meta.concrete_fields]
        kept = [name for name in names if name not in MONEY_FIELDS and name != "id"]
        super().save(*args, update_fields=kept, **kwargs)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """Remember the money fields as they are stored."""
        row = super().from_db(db, field_names, values)
        row._remember_money()
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read again, and remember the money fields."""
        super().refresh_from_db(*args, **kwargs)
        self._remember_money()

    def clean(self) -> None:
        """Raises: ValidationError when a text says where to pay, or the picture is on another site."""
        super().clean()
        texts = [field.name for field in self._meta.fields if isinstance(field, models.CharField)]
        told = [name for name in texts if name not in MONEY_FIELDS and has_account(getattr(self, name))]
        if told:
            words = _("An account number is no text. Propose it under “Where money goes”, at the desk.")
            raise ValidationError(dict.fromkeys(told, words))
        if self.logo_url and not is_own_picture(self.logo_url):
            words = _("Give the path of a picture on this site, such as /static/logo.svg.")
            raise ValidationError({"logo_url": words})

    def _get_stored_money(self) -> dict[str, Any]:
        # A row that was cached by an earlier release does not have them.
        return getattr(self, "_stored_money", {})

    def _remember_money(self) -> None:
        known = self.__dict__
        self._stored_money = {name: known[name] for name in MONEY_FIELDS if name in known}


class MoneyChange(GuardedChange):
    """A proposal to change where money goes; somebody other than the proposer must confirm it.

    ``before`` and ``after`` hold all that decides it: the office's money fields by name; "channels":
    {file type or "" for every other: provider}; and only when there are any "planned": {file type: [provider,
    first day]} and "merchants": {provider: who asks for the money there}.
    """

    class Meta:
        verbose_name = _("change of where money goes")
        verbose_name_plural = _("changes of where money goes")
        ordering = ["-pk"]
        default_permissions = ("view",)
        permissions = [
            ("propose_money_change", "Can propose a change of where money goes"),
            ("confirm_money_change", "Can confirm a change of where money goes"),
        ]
        constraints = make_constraints("office_money")

"""The office this portal serves: who it is, where money goes, how it looks. Data, never code."""

from datetime import time

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum import iban as stdnum_iban


def validate_iban(value: str) -> None:
    """Raises: ValidationError when ``value`` is not an account number with right check digits."""
    # Some national checks know only banks of today: the international one is what every bank uses.
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

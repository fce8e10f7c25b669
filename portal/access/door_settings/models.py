"""The office's settings for signing in. Without a row, the defaults apply."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office

FILE_EXAMPLE = "26/001234"
"""The format of a file number unless the office says otherwise: Tagor's own samples have a slash too."""


class DoorSettings(models.Model):
    """``embed_sites``: origins that may show the sign-in box, one a line, such as "https://office.example"."""

    class SecondCheck(models.TextChoices):
        """What a person must also know after opening a letter's link."""

        NONE = "none", pgettext_lazy("second check", "nothing more")
        HOUSE = "house", _("the number of their house")
        BIRTH = "birth", _("their date of birth")

    class Shared(models.TextChoices):
        """What a person sees of another debtor's plan request."""

        NOTHING = "nothing", pgettext_lazy("shared file", "nothing")
        ASKED = "asked", _("that somebody asked for a plan")
        AMOUNT = "amount", _("also how much a month, and from when")

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="door_settings")
    short_codes = models.BooleanField(default=False, verbose_name=_("Print a short code to type"))
    second_check = models.CharField(
        max_length=5,
        choices=SecondCheck.choices,
        default=SecondCheck.NONE,
        verbose_name=_("After the link of a letter we also ask"),
    )
    new_links = models.BooleanField(default=True, verbose_name=_("People can ask for a new link"))
    mail_template = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("Template of the mail with a new link"),
        help_text=_("Tagor’s code."),
    )
    text_template = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("Template of the text message with a new link"),
        help_text=_("Tagor’s code."),
    )
    file_example = models.CharField(
        max_length=40,
        blank=True,
        default=FILE_EXAMPLE,
        db_default=FILE_EXAMPLE,
        verbose_name=_("Example of a file number"),
        help_text=_("As your letters print it. Signs and zeros that people leave out are then put back."),
    )
    shared_requests = models.CharField(
        max_length=7,
        choices=Shared.choices,
        default=Shared.ASKED,
        db_default=Shared.ASKED,
        verbose_name=_("People who owe the same learn of each other’s request"),
    )
    payer_on_receipts = models.BooleanField(
        default=False,
        db_default=False,
        verbose_name=_("Print the person’s name on receipts of payments"),
        help_text=_("Only on the paper they ask for while signed in. Who checks a code sees no name."),
    )
    helper_passes = models.BooleanField(default=True, verbose_name=_("People can let a helper in"))
    embed_sites = models.TextField(
        blank=True, max_length=2000, verbose_name=_("Sites that may show our sign-in box")
    )

    class Meta:
        app_label = "access"
        verbose_name = _("settings of the doors")
        verbose_name_plural = _("settings of the doors")
        default_permissions = ("change",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(second_check__in=["none", "house", "birth"]),
                name="access_doors_known_check",
            ),
            models.CheckConstraint(
                condition=models.Q(shared_requests__in=["nothing", "asked", "amount"]),
                name="access_doors_known_share",
            ),
        ]

    def __str__(self) -> str:
        return str(self.office)

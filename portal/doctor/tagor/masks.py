"""Hides secrets and personal data in Tagor's requests and answers before a terminal shows them.

Only values known to be harmless are shown: ids, codes, days, amounts, flags. Every other text, and every name
Tagor may add later, is hidden.
"""

from typing import Any

from portal.web.http_request.logs import redact

HIDDEN = "***"
# Names on the wire (any case) whose values tell nothing about who somebody is; names with "id" or a date in
# them need no place here, see ``is_plain``.
PLAIN = frozenset(
    """
    aantalverw achterstand active-only amount api apiversion appid balance_defendant balance_office
    batch-number batch-size bedrag bedrag1 bedrag1steperiode bedrag2 bedragbbconfrater bedragbtw
    bedragltstbet bedragltstonbvbet bedragmax betaalplan betalingklant betalingstudie betaalplan-toegelaten
    billing box code codeemail codesms config confrator contextkey current_address dagvaarding date
    deelhoofdsom direction disflmn_extensie doorstorting dosstatus evolution-only expires_in fixed
    filetype gefixeerd geldigtot grant_type interfaceversion installedon intresttoeslag
    is-defendant isfixed isgeblokkeerd
    kantooropen kost language locale maandbedrag mail_in_series manueel medium mergefield
    minimum-bedrag oeversionapi oeversiontagor online-betalen operator overridechecks owning_entity
    owning_rb_entity partijsoort partijtype periodes recht redirectionstatuscode redirectionurl
    redirectionversion requires_2fa returncode saldo saldoaanl saldoklant saldoverw
    state subdossier success taal tabel table tablex tagor tagorversion talen termijn1 termijn2 termijnmax
    token_type tqcfg_code type type_code uitschot unfinished-deeds unread used veld version versiondate
    volgnrverw
    """.split()  # noqa: SIM905 - a list to read
)
DAYS = ("datum", "dtm", "timestamp")
LONGEST_PLAIN = 200
PRIVATE_DAYS = frozenset({"geboortedatum"})
PRIVATE_IDS = frozenset({"client_id"})
CODE_LISTS = frozenset({"dscodetabelids", "ttcodetabelids", "dsdocuments", "ttdocuments"})
CODE_TEXTS = frozenset({"omschrijving", "description"})


def mask(value: Any, key: str = "", *, in_codes: bool = False) -> Any:
    """A copy of parsed JSON in which everything not known to be harmless is hidden."""
    if isinstance(value, dict):
        row = _unfold_context(value)
        if row is not None:
            return {**value, row[0]: mask(value[row[0]], row[1])}
        return {
            name: mask(inner, str(name), in_codes=in_codes or str(name).lower() in CODE_LISTS)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [mask(inner, key, in_codes=in_codes) for inner in value]
    return _mask_one(value, key.lower(), in_codes=in_codes)


def _unfold_context(row: dict[str, Any]) -> tuple[str, str] | None:
    """For a row of a context: the name of its value column, and the key that the row holds."""
    names = {str(name).lower(): str(name) for name in row}
    if {"contextkey", "contextvalue"} <= names.keys():
        return names["contextvalue"], str(row[names["contextkey"]])
    return None


def _mask_one(value: Any, key: str, *, in_codes: bool) -> Any:
    if value is None or isinstance(value, bool) or str(value).lower() in {"", "0", "true", "false"}:
        return value
    text = str(value)
    if is_plain(key) or (in_codes and key in CODE_TEXTS):
        # Even under a harmless name, hide anything that looks like an address, an account or a national
        # number.
        return value if len(text) <= LONGEST_PLAIN and redact(text) == text else HIDDEN
    if key == "error":  # Tagor's own message, which is the reason to use a terminal
        return redact(text)
    return f"{HIDDEN} ({len(text)} characters)" if len(text) > 60 else HIDDEN


def is_plain(key: str) -> bool:
    """Whether the values of a name (lower case) may be shown."""
    if key in PLAIN:
        return True
    words = key.replace("|", "_").split("_")
    if "id" in words or key.endswith("id"):
        return key not in PRIVATE_IDS
    return any(word in key for word in DAYS) and key not in PRIVATE_DAYS

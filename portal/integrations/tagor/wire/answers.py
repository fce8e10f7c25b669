"""Tagor's own names, once: what each answer holds and which value it becomes.

Aliases are in lower case, because the envelope folds all keys. Unknown keys are ignored, missing or
wrong-typed ones refused. National number and solvency stand in no model, so they are never read.
Source: datasets and scalars of the public description of 2.00.0000B1.
"""

from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.values.account import (
    DatedAmount,
    FileAccess,
    FileInfo,
    PaymentRedirect,
    PlanCriteria,
    PlanOffer,
    RunningPlan,
    SavedPlan,
)
from portal.integrations.tagor.wire import decode

Text = Annotated[str, BeforeValidator(decode.read_text)]
Id = Annotated[str, BeforeValidator(decode.read_required_id)]
OptionalId = Annotated[str, BeforeValidator(decode.read_id)]
Day = Annotated[date | None, BeforeValidator(decode.read_day)]
Cents = Annotated[int, BeforeValidator(decode.read_cents)]
OptionalCents = Annotated[int, BeforeValidator(decode.read_cents_or_none)]
Whole = Annotated[int, BeforeValidator(decode.read_whole)]
Flag = Annotated[bool, BeforeValidator(decode.read_flag)]
OptionalFlag = Annotated[bool | None, BeforeValidator(decode.read_flag_or_none)]
Moment = Annotated[datetime | None, BeforeValidator(decode.read_moment)]
Language = Annotated[str | None, BeforeValidator(decode.read_language)]


class Wire(BaseModel):
    """A row or a set of scalars as Tagor writes it, keys in lower case."""

    model_config = ConfigDict(frozen=True, extra="ignore")


W = TypeVar("W", bound=Wire)


def parse(model: type[W], data: dict[str, Any]) -> W:
    """``data`` as ``model``.

    Raises UnexpectedResponse that names the fields at fault, never their values.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = ", ".join(".".join(str(part) for part in fault["loc"]) for fault in error.errors())
    raise UnexpectedResponse(f"missing or of another type: {wrong}")


class Refusal(Wire):
    success: Flag
    error: Text = ""


class FileAccessWire(Wire):
    file_id: Id = Field(alias="tdos_id")
    party_id: OptionalId = Field(alias="tpar_id")
    language: Language = Field(alias="taal", default=None)
    valid_until: Day = Field(alias="geldigtot", default=None)

    def to_value(self) -> FileAccess:
        return FileAccess(
            file_id=self.file_id,
            party_id=self.party_id,
            language=self.language,
            valid_until=self.valid_until,
        )


class FileInfoWire(Wire):
    file_name: Text = Field(alias="dossiernaam")
    claimant: Text = Field(alias="aanlegger", default="")
    defendant: Text = Field(alias="verweerder", default="")
    file_type_id: OptionalId = Field(alias="dossiersoortid", default="")
    status_id: OptionalId = Field(alias="statusid", default="")
    stage_id: OptionalId = Field(alias="stadiumid", default="")
    client_stage_id: OptionalId = Field(alias="stadiumklantid", default="")
    stop_status_id: OptionalId = Field(alias="stopstatusid", default="")
    alarm_status_id: OptionalId = Field(alias="alarmstatusid", default="")
    handler_id: OptionalId = Field(alias="dosbehid", default="")
    email: Text = Field(alias="emailverweerder", default="")
    mobile: Text = Field(alias="gsmverweerder", default="")
    confirmed_on: Day = Field(alias="datumltstbet", default=None)
    confirmed_cents: OptionalCents = Field(alias="bedragltstbet", default=0)
    unconfirmed_on: Day = Field(alias="datumltstonbvbet", default=None)
    unconfirmed_cents: OptionalCents = Field(alias="bedragltstonbvbet", default=0)
    faq_url: Text = Field(alias="urlfaq", default="")

    def to_value(self) -> FileInfo:
        return FileInfo(
            file_name=self.file_name,
            claimant=self.claimant,
            defendant=self.defendant,
            file_type_id=self.file_type_id,
            status_id=self.status_id,
            stage_id=self.stage_id,
            client_stage_id=self.client_stage_id,
            stop_status_id=self.stop_status_id,
            alarm_status_id=self.alarm_status_id,
            handler_id=self.handler_id,
            email=self.email,
            mobile=self.mobile,
            last_confirmed=_get_payment(self.confirmed_cents, self.confirmed_on),
            last_unconfirmed=_get_payment(self.unconfirmed_cents, self.unconfirmed_on),
            faq_url=self.faq_url,
        )


def _get_payment(amount_cents: int, on: date | None) -> DatedAmount | None:
    return DatedAmount(amount_cents=amount_cents, on=on) if amount_cents else None


class BalanceScalarWire(Wire):
    balance_cents: Cents = Field(alias="saldo")


class RunningPlanWire(Wire):
    active: Flag = Field(alias="betaalplan")
    monthly_cents: OptionalCents = Field(alias="maandbedrag")
    arrears_cents: OptionalCents = Field(alias="achterstand")

    def to_value(self) -> RunningPlan:
        return RunningPlan(
            active=self.active, monthly_cents=self.monthly_cents, arrears_cents=self.arrears_cents
        )


class PaymentDetailsWire(Wire):
    data: Text


class OfficeOpenWire(Wire):
    is_open: Flag = Field(alias="kantooropen")


class PlanCriteriaWire(Wire):
    """Null or 0 means that an offer does not exist (assumed: nothing documents it)."""

    first_months: Whole = Field(alias="termijn1")
    first_cents: OptionalCents = Field(alias="bedrag1")
    second_months: Whole = Field(alias="termijn2")
    second_cents: OptionalCents = Field(alias="bedrag2")
    longest_months: Whole = Field(alias="termijnmax")
    longest_cents: OptionalCents = Field(alias="bedragmax")
    plan_id: OptionalId = Field(alias="paymentplanid", default="")

    def to_value(self) -> PlanCriteria:
        pairs = (
            (self.first_months, self.first_cents),
            (self.second_months, self.second_cents),
            (self.longest_months, self.longest_cents),
        )
        offers = {months: cents for months, cents in pairs if months and cents > 0}
        return PlanCriteria(
            offers=tuple(PlanOffer(months=months, monthly_cents=cents) for months, cents in offers.items()),
            longest_months=self.longest_months,
            minimum_cents=max(self.longest_cents, 0),
            plan_id=self.plan_id or None,
        )


class SavedPlanWire(Wire):
    months: Whole = Field(alias="periodes")
    monthly_cents: Cents = Field(alias="bedrag")

    def to_value(self) -> SavedPlan:
        return SavedPlan(months=self.months, monthly_cents=self.monthly_cents)


class PaymentStartWire(Wire):
    status_code: Text = Field(alias="redirectionstatuscode")
    status_message: Text = Field(alias="redirectionstatusmessage", default="")
    url: Text = Field(alias="redirectionurl", default="")
    version: Text = Field(alias="redirectionversion", default="")
    data: Text = Field(alias="redirectiondata", default="", repr=False)
    seal: Text = Field(alias="seal", default="", repr=False)

    def to_value(self) -> PaymentRedirect:
        return PaymentRedirect(
            url=self.url,
            version=self.version,
            data=self.data,
            status_code=self.status_code,
            status_message=self.status_message,
            seal=self.seal,
        )


class TokenWire(Wire):
    token: Id
    token_type: Text = ""
    expires_in: Whole = 0

"""The rows of Tagor's datasets, by its own names: see ``wire`` for the rules they share."""

from pydantic import Field

from portal.integrations.tagor.values.account import (
    Balance,
    CodeText,
    Document,
    Line,
    OfficeIdentity,
    Party,
    PlanPart,
)
from portal.integrations.tagor.wire.answers import (
    Day,
    Id,
    Language,
    OptionalCents,
    OptionalFlag,
    OptionalId,
    Text,
    Wire,
)


class DocumentWire(Wire):
    document_id: Id = Field(alias="tdoc_id")
    name: Text = Field(alias="naam")
    dated_on: Day = Field(alias="datumdocument", default=None)
    extension: Text = Field(alias="disflmn_extensie", default="")
    group_id: OptionalId = Field(alias="tqdisgroep_id", default="")
    content: Text = Field(alias="inhoud", default="", repr=False)

    def to_value(self) -> Document:
        return Document(
            document_id=self.document_id,
            name=self.name,
            dated_on=self.dated_on,
            extension=self.extension.lower().lstrip("."),
            group_id=self.group_id,
        )


class LineWire(Wire):
    """The samples call the costs ``Uitschot``, the schema ``Kost``: the schema's name goes first."""

    line_id: Id = Field(alias="tdoslijn_id")
    booked_on: Day = Field(alias="datumboeking", default=None)
    description: Text = Field(alias="omschrijving", default="")
    remark: Text = Field(alias="opmerking", default="")
    reference: Text = Field(alias="referte", default="")
    booking_code_id: OptionalId = Field(alias="tqboeking_id", default="")
    nature_code_id: OptionalId = Field(alias="tqaard_id", default="")
    amount_cents: OptionalCents = Field(alias="bedrag")
    vat_cents: OptionalCents = Field(alias="bedragbtw", default=0)
    fee_cents: OptionalCents = Field(alias="recht", default=0)
    cost_cents: OptionalCents | None = Field(alias="kost", default=None)
    disbursement_cents: OptionalCents = Field(alias="uitschot", default=0)
    is_fixed: OptionalFlag = Field(alias="gefixeerd", default=None)

    def to_value(self) -> Line:
        return Line(
            line_id=self.line_id,
            booked_on=self.booked_on,
            description=self.description,
            remark=self.remark,
            reference=self.reference,
            booking_code_id=self.booking_code_id,
            nature_code_id=self.nature_code_id,
            amount_cents=self.amount_cents,
            vat_cents=self.vat_cents,
            fee_cents=self.fee_cents,
            cost_cents=self.disbursement_cents if self.cost_cents is None else self.cost_cents,
            is_fixed=self.is_fixed,
        )


class BalanceWire(Wire):
    code_id: Id = Field(alias="tqsaldo_id")
    amount_cents: OptionalCents = Field(alias="bedrag")

    def to_value(self) -> Balance:
        return Balance(code_id=self.code_id, amount_cents=self.amount_cents)


class PlanPartWire(Wire):
    plan_id: Id = Field(alias="tdosafb_id")
    sequence: Text = Field(alias="sequence_id", default="")
    amount_cents: OptionalCents = Field(alias="bedrag")
    starts_on: Day = Field(alias="datumbetaal", default=None)
    ends_on: Day = Field(alias="datumtot", default=None)
    period_code_id: OptionalId = Field(alias="tqperiode_id", default="")
    first_amount_cents: OptionalCents = Field(alias="bedrag1steperiode", default=0)
    first_on: Day = Field(alias="datum1steperiode", default=None)

    def to_value(self) -> PlanPart:
        return PlanPart(
            plan_id=self.plan_id,
            sequence=self.sequence,
            amount_cents=self.amount_cents,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            period_code_id=self.period_code_id,
            first_amount_cents=self.first_amount_cents,
            first_on=self.first_on,
        )


class PartyWire(Wire):
    party_id: Id = Field(alias="tpar_id")
    name: Text = Field(alias="naam")
    role_code_id: OptionalId = Field(alias="tqparsoort_id", default="")
    reference: Text = Field(alias="referentie", default="")
    email: Text = Field(alias="mail", default="")
    mobile: Text = Field(alias="gsm", default="")
    form: Text = Field(alias="partijvorm", default="")

    def to_value(self) -> Party:
        return Party(
            party_id=self.party_id,
            name=self.name,
            role_code_id=self.role_code_id,
            reference=self.reference,
            email=self.email,
            mobile=self.mobile,
            form=self.form,
        )


class OfficeWire(Wire):
    name: Text = Field(alias="naam")
    street: Text = Field(alias="straat", default="")
    number: Text = Field(alias="straatnr", default="")
    box: Text = Field(alias="straatbusnr", default="")
    postal_code: Text = Field(alias="postcode", default="")
    city: Text = Field(alias="plaats", default="")
    phone: Text = Field(alias="tel", default="")
    email: Text = Field(alias="mail", default="")
    enterprise_number: Text = Field(alias="kbonr", default="")
    account: Text = Field(alias="reknr", default="")

    def to_value(self) -> OfficeIdentity:
        return OfficeIdentity(
            name=self.name,
            street=" ".join(part for part in (self.street, self.number, self.box) if part),
            postal_code=self.postal_code,
            city=self.city,
            phone=self.phone,
            email=self.email,
            enterprise_number=self.enterprise_number,
            account=self.account,
        )


class CodeTextWire(Wire):
    table: Text = Field(alias="tabel")
    id: OptionalId
    code: Text = ""
    language: Language = Field(alias="taal", default=None)
    text: Text = Field(alias="omschrijving", default="")

    def to_value(self, asked: str) -> CodeText:
        return CodeText(
            table=self.table,
            id=self.id,
            code=self.code,
            language=self.language or asked,
            text=self.text,
        )

"""Code tables: each code has a fixed id and a text in the four languages Tagor speaks."""

from dataclasses import dataclass

LANGUAGES = ("Dut", "Frn", "Ger", "Eng")
FIRST_ID = 9_000_000_000_000_050_000

TABLES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "TQAARD": {
        "HOOFDSOM": ("Hoofdsom", "Principal", "Hauptforderung", "Principal"),
        "INTREST": ("Intresten", "Intérêts", "Zinsen", "Interest"),
        "SCHADEBED": ("Schadebeding", "Clause indemnitaire", "Schadensklausel", "Compensation clause"),
        "GERKOST": ("Gerechtskosten", "Frais de justice", "Gerichtskosten", "Court costs"),
        "DWKOST": ("Deurwaarderskosten", "Frais d'huissier", "Gerichtsvollzieherkosten", "Bailiff's costs"),
        "UITSCHOT": ("Uitschotten", "Débours", "Auslagen", "Disbursements"),
        "REGRECHT": (
            "Registratie- en rolrechten",
            "Droits d'enregistrement et de rôle",
            "Registrierungs- und Eintragungsgebühren",
            "Registration and court roll duties",
        ),
        "BTW": ("Btw", "TVA", "MwSt.", "VAT"),
        "BETALING": ("Betaling", "Paiement", "Zahlung", "Payment"),
        "INFOBET": (
            "Betaling, nog te boeken",
            "Paiement, à comptabiliser",
            "Zahlung, noch zu buchen",
            "Payment, not yet booked",
        ),
    },
    "TQBOEKING": {
        "VORDERING": ("Vordering", "Créance", "Forderung", "Claim"),
        "AKTE": ("Akte", "Acte", "Urkunde", "Deed"),
        "KOST": ("Kost", "Frais", "Kosten", "Cost"),
        "ONTVANGST": ("Ontvangst", "Encaissement", "Eingang", "Receipt"),
        "ONLINE": ("Online betaling", "Paiement en ligne", "Online-Zahlung", "Online payment"),
    },
    "TQSALDO": {
        "VRW": ("Saldo verweerder", "Solde du débiteur", "Saldo Beklagter", "Defendant's balance"),
        "AANL": ("Saldo aanlegger", "Solde du demandeur", "Saldo Kläger", "Claimant's balance"),
        "KLANT": ("Saldo klant", "Solde du client", "Saldo Kunde", "Client's balance"),
    },
    "TQSTATUS": {
        "OPEN": ("Lopend", "En cours", "Laufend", "Open"),
        "BETAALD": ("Betaald", "Payé", "Bezahlt", "Paid"),
        "AFGESLOTEN": ("Afgesloten", "Clôturé", "Abgeschlossen", "Closed"),
        "MIN": ("Minnelijke fase", "Phase amiable", "Gütliche Phase", "Amicable phase"),
        "GER": ("Gerechtelijke fase", "Phase judiciaire", "Gerichtliche Phase", "Judicial phase"),
        "STOPKL": (
            "Gestopt door de klant",
            "Arrêté par le client",
            "Vom Kunden gestoppt",
            "Stopped by the client",
        ),
        "OPGESCHORT": ("Opgeschort", "Suspendu", "Ausgesetzt", "Suspended"),
        "GEPLAND": ("Gepland", "Planifié", "Geplant", "Planned"),
        "UITGEVOERD": ("Uitgevoerd", "Exécuté", "Ausgeführt", "Done"),
        "ONGELEZEN": ("Ongelezen", "Non lu", "Ungelesen", "Unread"),
        "GELEZEN": ("Gelezen", "Lu", "Gelesen", "Read"),
    },
    "TQPARSOORT": {
        "AANL": ("Aanlegger", "Demandeur", "Kläger", "Claimant"),
        "VERW": ("Verweerder", "Défendeur", "Beklagter", "Defendant"),
        "KLANT": ("Klant", "Client", "Kunde", "Client"),
        "KANTOOR": ("Kantoor", "Étude", "Kanzlei", "Office"),
    },
    "TQDOSSOORT": {
        "MINNELIJK": (
            "Minnelijke invordering",
            "Recouvrement amiable",
            "Gütliches Inkasso",
            "Amicable recovery",
        ),
        "VONNIS": (
            "Uitvoering vonnis",
            "Exécution de jugement",
            "Urteilsvollstreckung",
            "Judgment enforcement",
        ),
        "FISCAAL": ("Fiscale invordering", "Recouvrement fiscal", "Steuereintreibung", "Tax recovery"),
    },
    "TQDISGROEP": {
        "BRIEF": ("Brieven", "Lettres", "Briefe", "Letters"),
        "AKTE": ("Akten", "Actes", "Urkunden", "Deeds"),
        "VONNIS": ("Vonnissen", "Jugements", "Urteile", "Judgments"),
        "FACTUUR": ("Facturen", "Factures", "Rechnungen", "Invoices"),
        "BEWIJS": ("Bewijsstukken", "Pièces justificatives", "Belege", "Evidence"),
        "INTERN": ("Interne stukken", "Pièces internes", "Interne Unterlagen", "Internal papers"),
        "7006": ("Webberichten", "Messages web", "Webnachrichten", "Web messages"),
    },
    "TQINFO": {
        "OPSV": (
            "Opvraging saldo verweerder",
            "Consultation du solde",
            "Saldoabfrage",
            "Balance asked by defendant",
        ),
        "AFBP": ("Afbetalingsplan", "Plan de paiement", "Zahlungsplan", "Payment plan"),
        "BET": ("Online betaling", "Paiement en ligne", "Online-Zahlung", "Online payment"),
        "NOTA": ("Nota", "Note", "Notiz", "Note"),
    },
    "TQPERIODE": {
        "MAAND": ("Maandelijks", "Mensuel", "Monatlich", "Monthly"),
        "WEEK": ("Wekelijks", "Hebdomadaire", "Wöchentlich", "Weekly"),
        "EENMALIG": ("Eenmalig", "Unique", "Einmalig", "Once"),
    },
    "TQCOM": {
        "TEL": ("Telefoon", "Téléphone", "Telefon", "Telephone"),
        "GSM": ("Gsm", "GSM", "Handy", "Mobile"),
        "FAX": ("Fax", "Fax", "Fax", "Fax"),
        "EMAIL": ("E-mail", "E-mail", "E-Mail", "E-mail"),
        "WEB": ("Website", "Site web", "Website", "Website"),
    },
    "TQAD": {
        "DOM": ("Domicilie", "Domicile", "Wohnsitz", "Domicile"),
        "ZETEL": ("Maatschappelijke zetel", "Siège social", "Gesellschaftssitz", "Registered office"),
        "VROEGER": ("Vroeger adres", "Ancienne adresse", "Frühere Anschrift", "Former address"),
    },
    "TQRICHTING": {
        "IN": ("Inkomend", "Entrant", "Eingehend", "Incoming"),
        "UIT": ("Uitgaand", "Sortant", "Ausgehend", "Outgoing"),
    },
    "TQRB": {
        "VRED": ("Vredegerecht", "Justice de paix", "Friedensgericht", "Justice of the peace"),
        "REA": (
            "Rechtbank van eerste aanleg",
            "Tribunal de première instance",
            "Gericht erster Instanz",
            "Court of first instance",
        ),
        "OND": (
            "Ondernemingsrechtbank",
            "Tribunal de l'entreprise",
            "Unternehmensgericht",
            "Enterprise court",
        ),
    },
    "TQKAMER": {
        "K1": ("Eerste kamer", "Première chambre", "Erste Kammer", "First chamber"),
        "K2": ("Tweede kamer", "Deuxième chambre", "Zweite Kammer", "Second chamber"),
    },
    "TQDOCSECURITY": {
        "OPEN": ("Openbaar", "Public", "Öffentlich", "Open"),
        "VERTR": ("Vertrouwelijk", "Confidentiel", "Vertraulich", "Confidential"),
    },
    "TQINTREST": {
        "WET": ("Wettelijke intrest", "Intérêt légal", "Gesetzliche Zinsen", "Legal interest"),
        "CONV": ("Conventionele intrest", "Intérêt conventionnel", "Vertragszinsen", "Agreed interest"),
    },
    "TQWEBPERM": {
        "API": ("Mag de API gebruiken", "Peut utiliser l'API", "Darf die API nutzen", "May use the API"),
        "API-IMPERSONATE": (
            "API namens een gebruiker",
            "API au nom d'un utilisateur",
            "API im Namen eines Benutzers",
            "API impersonate",
        ),
        "BERICHT": (
            "Mag berichten sturen",
            "Peut envoyer des messages",
            "Darf Nachrichten senden",
            "May send messages",
        ),
        "STOP": ("Mag stoppen", "Peut arrêter", "Darf stoppen", "May stop files"),
    },
}


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of a code table."""

    table: str
    id: str
    code: str
    texts: dict[str, str]


CODES = tuple(
    Code(table, str(FIRST_ID + number * 100 + index), code, dict(zip(LANGUAGES, texts, strict=True)))
    for number, (table, rows) in enumerate(TABLES.items())
    for index, (code, texts) in enumerate(rows.items(), start=1)
)
BY_CODE = {(entry.table, entry.code): entry for entry in CODES}
BY_ID = {(entry.table, entry.id): entry for entry in CODES}


def code_of(table: str, id_: str) -> str:
    """The code of an id; "" when there is none."""
    entry = BY_ID.get((table, id_))
    return entry.code if entry else ""


def code_id(table: str, code: str) -> str:
    """The id of a code; "0" when there is none, as Tagor writes it."""
    return BY_CODE[table, code].id if code else "0"

"""The office parameters of Tagor that the practice office knows, as data an operator can change.

Numbers and meanings: the reference page; the texts here are ours. Values are strings; yes is "true". The
values of 233, 259 and 303 are not documented: those here are ASSUMED. Two are not parameters but mappings of
the office management, by their code: CURCALL and VOXTRON.

Those of the payment page can differ by file type: ``573:FISCAAL`` wins over ``573`` for a file of that type.
"""

from collections.abc import Collection

from portal.sandbox.config import Config

PER_FILE_TYPE = frozenset({"573", "574", "575", "576", "577", "596"})
MEANINGS = {
    "192": "Show only PDF documents (true or false)",
    "233": "What a telephone exchange gets as status: status or stage",
    "259": "What it gets as handler: id, login or name",
    "303": "What it asks a file by: name (file number), archive, client (client's reference) or id",
    "358": "Accept new payment plans at once (true or false)",
    "369": "Security codes of documents the API never shows, joined by commas",
    "430": "Document groups the API may show, codes joined by commas; empty: all",
    "436": "Document group of what comes with a message",
    "502": "Days a letter link stays valid; 0: for ever",
    "558": "RingRing API key; empty: no text can be sent",
    "567": "Where Pay/Finish sends a browser",
    "568": "Write no info records by itself (true or false)",
    "569": "Connection to the 117 server; empty: no mail can be sent",
    "573": "SIPS merchant id",
    "574": "SIPS secret",
    "575": "SIPS base address; without a scheme, https",
    "576": "Where SIPS sends the browser back; the return path is appended",
    "577": "Where SIPS sends its notification",
    "587": "Environment code for Organi's own token; empty: the token opens nothing",
    "589": "Customer id for Organi's own token; empty: the token opens nothing",
    "590": "What a PIN goes with: name (file number) or archive (archive number)",
    "596": "SIPS key version",
    "version": "The API version this office plays: 1.08.5000B3 or 2.00.0000B1 (no parameter of Tagor)",
    "plan-shows": "From when PaymentInfo shows a plan, which the document leaves open: accepted or saved",
    "codes": "How codes are called: own (as the portal knows them), other (only their words tell) or opaque",
    "line-kind": "Which column tells what a line is: nature (TQAARD) or booking (TQBOEKING alone)",
    "line-amount": "What Bedrag of a line holds: apart, costs (fee and expenses) or all (the tax too)",
    "plan-end": "The last day of a plan's part: date, or open (9999-12-31)",
    "self-service": "Why SelfServiceAllowed says no for every file; empty: as each file has it",
    "CURCALL": "Kind of the note a telephone call leaves, a code of TQINFO",
    "VOXTRON": "File types and statuses as the telephone exchange knows them: FISCAAL=7,OPEN=1",
}


def default_parameters(config: Config) -> dict[str, str]:
    """The values of a fresh office. URLs follow from where it and the portal run."""
    return {
        "192": "false",
        "233": "status",
        "259": "id",
        "303": "name",
        "358": "false",
        "369": "",
        "430": "",
        "436": "7006",
        "502": "365",
        "558": "practice-ringring",
        "567": f"{config.portal_url}/",
        "568": "false",
        "569": "-DirectConnect -H practice-117 -S 5117",
        "573": "002001000000001",
        "574": "002001000000001_KEY1",
        "575": f"{config.base_url}/sips",
        "576": f"{config.portal_url}/",
        "577": f"{config.base_url}/tagor/v1/rest/Pay/Finish",
        "587": "PRACTICE",
        "589": "9000",
        "590": "name",
        "596": "1",
        "version": "1.08.5000B3",
        "plan-shows": "accepted",
        "codes": "own",
        "line-kind": "nature",
        "line-amount": "apart",
        "plan-end": "date",
        "self-service": "",
        "CURCALL": "NOTA",
        "VOXTRON": "",
    }


def is_parameter(number: str, file_types: Collection[str]) -> bool:
    """Whether there is a parameter, or mapping, of this name, with or without a file type."""
    if number in MEANINGS:
        return True
    base, _, file_type = number.partition(":")
    return base in PER_FILE_TYPE and file_type in file_types

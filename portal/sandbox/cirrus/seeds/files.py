"""200 files in 40 folders."""

import base64
from collections.abc import Mapping
from datetime import date, timedelta

from portal.sandbox.cirrus.resources import CONTRACT
from portal.sandbox.cirrus.seeds.mix import at, mix, pick
from portal.sandbox.cirrus.seeds.words import WORDS
from portal.sandbox.crm.records import Row

FILES, FOLDERS = 200, 40


def make_files(rows: Mapping[str, list[Row]], today: date) -> dict[str, list[Row]]:
    return {
        "files": [_file(number, rows, today) for number in range(1, FILES + 1)],
        "folders": [_folder(number) for number in range(1, FOLDERS + 1)],
    }


def _folder(number: int) -> Row:
    """Ten top folders, each with three inside; the top folders belong to an account."""
    inside = number > 10
    return {
        "id": number,
        "name": ("Contracten", "Briefwisseling", "Facturen")[number % 3] if inside else f"Klant {number}",
        "parentfolderid": (number - 11) // 3 + 1 if inside else 0,
        "account": (number - 11) // 3 + 1 if inside else number,
    }


def _file(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    contact = rows["contacts"][number if number <= 40 else mix(number, 131) % len(rows["contacts"])]
    content = f"Oefenbestand {number}\n".encode()
    connected: Row = {f"connected{kind}": [] for kind in CONTRACT.connected}
    connected |= {"connectedaccounts": [contact["account"]], "connectedcontacts": [contact["id"]]}
    if number % 3 == 0:
        connected["connectedactivities"] = [mix(number, 132) % len(rows["activities"]) + 1]
    return {
        "id": number,
        "name": pick(WORDS.papers, number, 135),
        "info": "",
        "timestamp": at(today - timedelta(days=mix(number, 136) % 300)),
        "folder": number % FOLDERS + 1,
        "template": number % 4 + 1 if number % 10 == 0 else None,
        **connected,
        "_content": base64.b64encode(content).decode(),
        "_bytes": len(content),
    }

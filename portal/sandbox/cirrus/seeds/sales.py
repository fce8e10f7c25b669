"""500 orders and 300 quotes with their rows, and what quotes are related to."""

from collections.abc import Mapping
from datetime import date, timedelta

from portal.sandbox.cirrus.seeds.accounts import SELLERS
from portal.sandbox.cirrus.seeds.mix import at, mix, pick
from portal.sandbox.cirrus.seeds.opportunities import owner_of
from portal.sandbox.cirrus.seeds.prices import SERVICES
from portal.sandbox.crm.records import Row

ORDERS, QUOTES = 500, 300


def _rows(number: int, salt: int, owner: Row) -> list[Row]:
    """One to three lines; ``owner`` is what each line says of the order or quote."""
    made = []
    for place in range(1, mix(number, salt) % 3 + 2):
        article = mix(number * 7 + place, salt) % len(SERVICES) + 1
        name, _group, unit, price = SERVICES[article - 1]
        amount = mix(number + place, salt + 1) % 12 + 1
        discount = 10 if number % 4 == 0 else 0
        total = round(price * amount * (1 - discount / 100), 2)
        made.append(
            {
                "id": number * 10 + place,
                **owner,
                "sortorder": place,
                "price": price,
                "currencycode": "EUR",
                "currencyrate": 1.0,
                "statisticsprice": price,
                "buyprice": round(price * 0.6, 2),
                "specification": name,
                "discountpercent": discount,
                "discountamount": 0,
                "discountspecial": 0,
                "externalkey": None,
                "pricewarning": 0,
                "totalprice": total,
                "totalpricestatistics": total,
                "totalalternativevalue": 0,
                "sortgroup": 1,
                "article": article,
                "articleunit": unit,
                "pricelist": 2 if discount else 1,
                "pricegroup": 1 if amount < 10 else 2,
                "tags": [],
                "_amount": amount,
            }
        )
    return made


def _common(number: int, salt: int, rows: Mapping[str, list[Row]], placed: date) -> Row:
    account, contact = owner_of(rows, number, salt)
    address = account["addresses"]["delivery"]
    return {
        "id": number,
        "account": account["id"],
        "contact": contact["id"],
        "user": pick(SELLERS, number, salt + 2),
        "user2": pick(SELLERS, number, salt + 3) if number % 3 == 0 else None,
        "currencycode": "EUR",
        "currencyrate": 1.0,
        "alternativevalue": 0.0,
        "discounted": number % 4 == 0,
        "externalcomment": "",
        "internalcomment": "",
        "marking": "",
        "referencecode": f"REF-{number:05d}",
        "extracode": "",
        "deliveryname": account["name"],
        "deliverystreet": f"{address['street']} {address['number']}",
        "deliveryzip": address["zip"],
        "deliverycity": address["city"],
        "deliverycountry": address["country"],
        "pricelist": 2 if number % 4 == 0 else 1,
        "tscreated": at(placed, 10),
        "tsupdated": at(placed, 15),
        "deliveryterm": number % 3 + 1,
        "deliverytype": number % 3 + 1,
        "paymentterm": 3,
        "tags": [],
    }


def make_orders(rows: Mapping[str, list[Row]], today: date) -> list[Row]:
    return [_order(number, rows, today) for number in range(1, ORDERS + 1)]


def _order(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    placed = today - timedelta(days=mix(number, 71) % 700)
    row = _common(number, 72, rows, placed)
    owner = {"orderid": number, "accountid": row["account"], "userid": row["user"]}
    lines = _rows(number, 75, owner)
    for line in lines:
        line |= {"quantityordered": line.pop("_amount"), "noprint": 0, "deleted": 0, "alternatvievalue": 0}
        line["quantitydelivered"] = line["quantityordered"]
    total = round(sum(line["totalprice"] for line in lines), 2)
    won = [one for one in rows["opportunities"] if one["account"] == row["account"] and one["status"] == 4]
    delivered = placed < today - timedelta(days=30)
    return {
        **row,
        "price": total,
        "statisticsprice": total,
        "buyprice": round(total * 0.6, 2),
        "placedate": at(placed, 0),
        "deliverydate": at(placed + timedelta(days=14), 0),
        "alternateid": f"O{placed.year}-{number:04d}",
        "externalkey": f"ORD{number}",
        **{f"invoice{name}": row[f"delivery{name}"] for name in ("name", "street", "zip", "city", "country")},
        "invoiceemail": f"facturen{row['account']}@voorbeeld.example",
        "invoicenumber": f"F{placed.year}/{number:04d}" if delivered else "",
        "invoicedate": (placed + timedelta(days=20)).isoformat() if delivered else "",
        "opportunity": won[0]["id"] if won else None,
        "status": 4 if delivered else number % 3 + 1,
        "type": 2 if number % 6 == 0 else 1,
        "delivered": int(delivered),
        "rows": lines,
        "_dynamic": {"6": f"PO-{number:05d}"},
    }


def make_quotes(rows: Mapping[str, list[Row]], today: date) -> dict[str, list[Row]]:
    quotes = [_quote(number, rows, today) for number in range(1, QUOTES + 1)]
    accepted = [row for row in quotes if row["status"] == 5]
    relations = [
        {"id": place, "quoteid": row["id"], "otherid": order["id"], "type": "order", "value": ""}
        for place, (row, order) in enumerate(zip(accepted, rows["orders"], strict=False), start=1)
    ]
    return {"quotes": quotes, "quoterelations": relations}


def _quote(number: int, rows: Mapping[str, list[Row]], today: date) -> Row:
    placed = today - timedelta(days=mix(number, 81) % 400)
    row = _common(number, 82, rows, placed)
    lines = _rows(number, 85, {"quoteid": number, "alternateid": "", "costcenter": "", "alternativevalue": 0})
    for line in lines:
        line["quantity"] = line.pop("_amount")
    total = round(sum(line["totalprice"] for line in lines), 2)
    valid_to = placed + timedelta(days=30)
    open_one = next((one for one in rows["opportunities"] if one["account"] == row["account"]), None)
    return {
        **row,
        "price": total,
        "buyprice": round(total * 0.6, 2),
        "placedate": placed.isoformat(),
        "validtodate": valid_to.isoformat(),
        "deliverydate": (placed + timedelta(days=45)).isoformat(),
        "alternateid": f"Q{placed.year}-{number:04d}",
        "externalkey": f"QUO{number}",
        "opportunity": open_one["id"] if open_one else None,
        "status": pick((4, 5, 5, 3), number, 89) if valid_to < today else pick((1, 2, 2), number, 89),
        "rows": lines,
        "_dynamic": {"10": ""},
    }

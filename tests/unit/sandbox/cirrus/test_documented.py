"""What is played by the document alone: kept as it was sent, shown in the documented shape."""

from tests.unit.sandbox.cirrus.conftest import Caller

ORDER = {
    "placedate": "2026-03-02",
    **{name: {"id": 1} for name in ("contact", "user", "status")},
    "account": {"id": 7},
    "rows": [{"article": {"id": 6}, "price": 185, "quantityordered": 2}],
}


def test_a_record_is_made_listed_found_and_changed(caller: Caller) -> None:
    made = caller.ask("POST", "/orders/", json=ORDER)
    assert made["placedate"] == "2026-03-02T00:00:00Z"
    assert (made["rows"][0]["price"], made["rows"][0]["article"]["id"]) == (185, 6)
    assert made["id"] in caller.ids("/orders/")
    assert caller.ids("/orders/", accountids="7") >= {made["id"]}
    changed = caller.ask("PUT", f"/orders/{made['id']}", json={"marking": "spoed"})
    assert changed == caller.get(f"/orders/{made['id']}")
    assert (changed["marking"], changed["rows"]) == ("spoed", made["rows"])


def test_the_accounts_it_names_are_those_of_the_practice(caller: Caller) -> None:
    made = caller.ask("POST", "/orders/", json=ORDER)
    assert made["account"]["name"] == caller.get("/accounts/7")["name"]


def test_a_record_of_several_ids_is_made_where_it_is_put_and_can_go(caller: Caller) -> None:
    path = "/accounts/3/budget/2026/4"
    assert caller.ask("PUT", path, json={"budget": 1200})["budget"] == 1200
    shown = caller.get(path)
    assert (shown["year"], shown["month"], shown["budget"]) == (2026, 4, 1200)
    assert caller.send("DELETE", path).status_code == 204
    caller.refused("GET", path, 404)
    caller.refused("GET", "/accounts/99999/budget/2026/4", 404)


def test_a_connection_that_was_put_is_in_its_list(caller: Caller) -> None:
    before = len(caller.items("/missions/1/connections"))
    caller.ask("PUT", "/missions/1/connections/account/9", json={"result": 3})
    assert caller.get("/missions/1/connections/account/9")["result"] == 3
    assert len(caller.items("/missions/1/connections")) == before + 1


def test_a_password_is_taken_and_never_given_back(caller: Caller) -> None:
    changed = {"currency": "SEK", "consent": {"email": {"password": "geheim"}}}
    assert caller.ask("PUT", "/settings/", json=changed)["consent"]["email"]["password"] == ""
    settings = caller.get("/settings/")
    assert (settings["currency"], settings["consent"]["email"]["password"]) == ("SEK", "")
    me = caller.ask("PUT", "/users/me", json={"language": "fr", "emailsettings": {"password": "geheim"}})
    assert (me["language"], me["emailsettings"]["password"]) == ("fr", "")


def test_what_is_old_still_answers(caller: Caller) -> None:
    assert caller.get("/accounts/accounttypes")[0]["name"] == "Klant"
    assert len(caller.items("/templates/")) == 12

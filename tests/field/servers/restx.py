"""Stands in for Cirrus: a flask-restx server with its own ``/swagger.json`` (Swagger 2.0)."""

from typing import Any

from flask import Flask, request
from flask_restx import Api, Resource, fields, reqparse
from werkzeug.datastructures import FileStorage

app = Flask(__name__)
app.config["RESTX_MASK_SWAGGER"] = True
api = Api(
    app,
    title="Customers",
    authorizations={"token": {"type": "apiKey", "in": "header", "name": "X-Token"}},
    security="token",
)
accounts_api = api.namespace("accounts", description="Accounts")
papers_api = api.namespace("papers", description="Papers")

ACCOUNTS: dict[int, dict[str, Any]] = {
    number: {
        "id": number,
        "name": f"Firma {number}",
        "status": "open",
        "balance": number * 1.5,
        "since": "2026-03-02",
        "address": {"street": "Kerkstraat", "city": "Gent"},
        "tags": ["a"],
    }
    for number in range(1, 61)
}
PAPERS: dict[int, dict[str, Any]] = {}

address = api.model("Postal Address", {"street": fields.String, "city": fields.String(required=True)})
fresh = api.model(
    "Account[In]",
    {
        "name": fields.String(required=True, max_length=40),
        "status": fields.String(enum=["open", "closed"]),
        "balance": fields.Float,
        "since": fields.Date,
        "address": fields.Nested(address, allow_null=True),
        "tags": fields.List(fields.String),
    },
)
account = api.inherit("Account", fresh, {"id": fields.Integer(readonly=True)})
page = api.model(
    "Page",
    {
        "page": fields.Integer,
        "pages": fields.Integer,
        "per_page": fields.Integer,
        "total": fields.Integer,
        "items": fields.List(fields.Nested(account)),
    },
)
paper = api.model("Paper", {"id": fields.Integer, "name": fields.String, "size": fields.Integer})

asked = reqparse.RequestParser()
asked.add_argument("page", type=int, default=1, location="args")
asked.add_argument("per_page", type=int, default=25, location="args")
asked.add_argument("name", type=str, location="args", help="Part of the name")
asked.add_argument("status", type=str, choices=("open", "closed"), location="args")
sent = reqparse.RequestParser()
sent.add_argument("file", type=FileStorage, location="files", required=True)
sent.add_argument("name", type=str, location="form", required=True)


def find(number: int) -> dict[str, Any]:
    if number not in ACCOUNTS:
        api.abort(404, "No such account")
    return ACCOUNTS[number]


@accounts_api.route("/")
class AccountList(Resource):  # type: ignore[misc]
    @accounts_api.expect(asked)
    @accounts_api.marshal_with(page)
    def get(self) -> Any:
        """List accounts"""
        told = asked.parse_args()
        rows = [
            one
            for one in ACCOUNTS.values()
            if (told["name"] or "").lower() in one["name"].lower() and told["status"] in {None, one["status"]}
        ]
        size, number = told["per_page"], told["page"]
        return {
            "page": number,
            "pages": -(-len(rows) // size),
            "per_page": size,
            "total": len(rows),
            "items": rows[(number - 1) * size : number * size],
        }

    @accounts_api.expect(fresh, validate=True)
    @accounts_api.marshal_with(account, code=201)
    def post(self) -> Any:
        """Create an account"""
        number = max(ACCOUNTS) + 1
        ACCOUNTS[number] = {**(request.json or {}), "id": number}
        return ACCOUNTS[number], 201


@accounts_api.route("/<int:id>")
class AccountItem(Resource):  # type: ignore[misc]
    @accounts_api.marshal_with(account)
    def get(self, id: int) -> Any:  # noqa: A002 - as people write it
        """Read an account"""
        return find(id)

    @accounts_api.expect(fresh, validate=True)
    @accounts_api.marshal_with(account)
    def put(self, id: int) -> Any:  # noqa: A002
        """Change an account"""
        find(id).update(request.json or {})
        if find(id)["name"] == "taken":
            api.abort(400, "Input payload validation failed", errors={"name": "This name is taken"})
        return find(id)

    @accounts_api.response(204, "Deleted")
    def delete(self, id: int) -> Any:  # noqa: A002
        """Delete an account"""
        find(id)
        del ACCOUNTS[id]
        return "", 204


@papers_api.route("/")
class PaperList(Resource):  # type: ignore[misc]
    @papers_api.marshal_list_with(paper)
    def get(self) -> Any:
        """List papers"""
        return list(PAPERS.values())

    @papers_api.expect(sent)
    @papers_api.marshal_with(paper, code=201)
    def post(self) -> Any:
        """Upload a paper"""
        told = sent.parse_args()
        number = len(PAPERS) + 1
        PAPERS[number] = {"id": number, "name": told["name"], "size": len(told["file"].read())}
        return PAPERS[number], 201

"""Stands in for DossierData: a FastAPI server with its own ``/openapi.json`` (OpenAPI 3.1)."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from fastapi import FastAPI, File, Form, HTTPException, Query, UploadFile
from pydantic import BaseModel, Field


class Standing(StrEnum):
    open = "open"
    closed = "closed"


class Place(BaseModel):
    street: str | None = None
    city: str


class Fresh(BaseModel):
    lastName: str = Field(min_length=2, max_length=40)  # noqa: N815 - as its callers write it
    firstName: str | None = None  # noqa: N815
    born: date | None = None
    income: Decimal | None = Field(default=None, ge=0)
    standing: Standing = Standing.open
    place: Place | None = None
    phones: list[str] = []


class Customer(Fresh):
    id: int


class Paper(BaseModel):
    id: int
    name: str
    size: int


app = FastAPI(title="Customers")
CUSTOMERS = {
    number: Customer(id=number, lastName=f"Peeters {number}", place=Place(city="Gent"))
    for number in range(1, 31)
}
PAPERS: dict[int, Paper] = {}


def find(number: int) -> Customer:
    if number not in CUSTOMERS:
        raise HTTPException(404, "No such customer")
    return CUSTOMERS[number]


@app.get("/customers/")
def list_customers(
    q: Annotated[str | None, Query(description="Part of the name")] = None,
    standing: Standing | None = None,
) -> list[Customer]:
    return [
        one
        for one in CUSTOMERS.values()
        if (q or "").lower() in one.lastName.lower() and standing in {None, one.standing}
    ]


@app.post("/customers/", status_code=201)
def create_customer(fresh: Fresh) -> Customer:
    number = max(CUSTOMERS) + 1
    CUSTOMERS[number] = Customer(id=number, **fresh.model_dump())
    return CUSTOMERS[number]


@app.get("/customers/{customer_id}")
def read_customer(customer_id: int) -> Customer:
    return find(customer_id)


@app.put("/customers/{customer_id}")
def change_customer(customer_id: int, fresh: Fresh) -> Customer:
    find(customer_id)
    CUSTOMERS[customer_id] = Customer(id=customer_id, **fresh.model_dump())
    return CUSTOMERS[customer_id]


@app.delete("/customers/{customer_id}", status_code=204)
def delete_customer(customer_id: int) -> None:
    find(customer_id)
    del CUSTOMERS[customer_id]


@app.get("/papers/")
def list_papers() -> list[Paper]:
    return list(PAPERS.values())


@app.post("/papers/", status_code=201)
async def upload_paper(file: Annotated[UploadFile, File()], name: Annotated[str, Form()]) -> Paper:
    number = len(PAPERS) + 1
    PAPERS[number] = Paper(id=number, name=name, size=len(await file.read()))
    return PAPERS[number]

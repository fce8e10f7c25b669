"""What every CRM system of the practice office shares: it answers what its catalogue documents.

    catalogue.py   an OpenAPI document as operations, found by method and path
    checks.py      whether a request keeps to its operation, by the document's own schemas
    records.py     records by resource: the seeds of a day, and what changed since, kept in the store
    seeds.py       the first records, drawn by a table of columns
    shape.py       rows in the shape that a schema documents, and in pages
    bodies.py      what a request holds, for its handler and for the log; how a system says no
    control.py     records, switches and tokens, for tests and tools
    client_credentials.py  tokens for clients, and the page where they get one
    system.py      one door for a system: find, log, strike, authorise, check, handle

A system is a subclass of ``System`` with a handler per operation id; DossierData and Cirrus are two.
"""

"""``POST /aptic/login/oauth/access_token``: the client's id and secret for a bearer token.

Source of the address and the form: see ``securitySchemes`` of the catalogue.
"""

from portal.sandbox.aptic.tokens import is_client, issue_token
from portal.sandbox.crm.client_credentials import make_token_page

PAGES = [
    make_token_page("aptic", "/aptic/login/oauth/access_token", is_client=is_client, issue_token=issue_token)
]

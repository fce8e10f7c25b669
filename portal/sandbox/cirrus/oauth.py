"""``POST /cirrus/oauth/token``: the client's id and secret for a bearer token."""

from portal.sandbox.cirrus.tokens import is_client, issue_token
from portal.sandbox.crm.client_credentials import make_token_page

PAGES = [make_token_page("cirrus", "/cirrus/oauth/token", is_client=is_client, issue_token=issue_token)]

"""Lists of both systems: found from the home page, with columns, filters, sorting, pages."""

from typing import Any

import pytest

from portal.crm.catalogue import get_catalogue
from tests.pages.conftest import Visit


@pytest.mark.parametrize("system", ["dossierdata", "cirrus"])
def test_every_list_opens(system: str, staff: Any, visit: Visit) -> None:
    visit(f"/desk/crm/{system}/")
    for resource in get_catalogue(system).resources.values():
        if resource.listing or resource.is_single:
            visit(f"/desk/crm/{system}/{resource.key}/")

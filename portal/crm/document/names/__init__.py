"""What records, fields, values and acts are called: a module for each subject, in English.

The other languages are in ``crm/locale``, as of every text.

A field is known by its name alone, so its label has to be right in every record that has it. It stands in
one module only. ``labels.py`` alone reads these tables.
"""

from typing import Any

from portal.crm.document.names.account_names import ACCOUNTS
from portal.crm.document.names.act_names import ACTS
from portal.crm.document.names.activity_names import ACTIVITIES
from portal.crm.document.names.article_names import ARTICLES
from portal.crm.document.names.contract_names import CONTRACTS
from portal.crm.document.names.correspondence_names import CORRESPONDENCE
from portal.crm.document.names.damage_names import DAMAGES
from portal.crm.document.names.general_names import GENERAL
from portal.crm.document.names.mortgage_names import MORTGAGES
from portal.crm.document.names.opportunity_names import OPPORTUNITIES
from portal.crm.document.names.order_names import ORDERS
from portal.crm.document.names.people_names import PEOPLE
from portal.crm.document.names.place_names import PLACES
from portal.crm.document.names.resource_names import RESOURCES
from portal.crm.document.names.setting_names import SETTINGS
from portal.crm.document.names.signing_names import SIGNING
from portal.crm.document.names.target_names import TARGETS
from portal.crm.document.names.value_names import VALUES

__all__ = ["ACTS", "FIELDS", "FIELD_TABLES", "RESOURCES", "VALUES"]

FIELD_TABLES: tuple[dict[str, Any], ...] = (
    GENERAL,
    PEOPLE,
    ACCOUNTS,
    PLACES,
    MORTGAGES,
    DAMAGES,
    CORRESPONDENCE,
    ACTIVITIES,
    OPPORTUNITIES,
    ORDERS,
    ARTICLES,
    CONTRACTS,
    TARGETS,
    SETTINGS,
    SIGNING,
)
FIELDS: dict[str, Any] = {name: label for table in FIELD_TABLES for name, label in table.items()}

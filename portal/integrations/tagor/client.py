"""The client of Tagor: one flat method per operation, English above it, Tagor's wire below it.

Contract owner: Organi. Written down in the reference page of Tagor API 1.08.5000B3 (16/08/2021); bodies
follow the public description of 2.00.0000B1. Every method takes keywords only, returns frozen values, and
raises only what ``portal.integrations.errors`` names (and ValueError for a call that makes no sense).
"""

from portal.integrations.http import CircuitBreaker, Engine, Limits, SystemClient
from portal.integrations.tagor.auth import OfficeLogin, build_office_access
from portal.integrations.tagor.calls import AmountFormat
from portal.integrations.tagor.groups.actions import ActionOperations
from portal.integrations.tagor.groups.balance import BalanceOperations
from portal.integrations.tagor.groups.casework import CaseworkOperations
from portal.integrations.tagor.groups.code import CodeOperations
from portal.integrations.tagor.groups.config import ConfigOperations
from portal.integrations.tagor.groups.document import DocumentOperations
from portal.integrations.tagor.groups.dossier import DossierOperations
from portal.integrations.tagor.groups.dossier_lines import LineOperations
from portal.integrations.tagor.groups.login import LoginOperations
from portal.integrations.tagor.groups.message import MessageOperations
from portal.integrations.tagor.groups.party import PartyOperations
from portal.integrations.tagor.groups.pay import PayOperations
from portal.integrations.tagor.groups.plans import PlanOperations
from portal.integrations.tagor.groups.service import ServiceOperations
from portal.integrations.tagor.groups.sign_in import SignInOperations
from portal.integrations.tagor.groups.solvency import SolvencyOperations
from portal.integrations.tagor.groups.telephone import TelephoneOperations
from portal.integrations.tagor.groups.user import UserOperations

__all__ = ["OfficeLogin", "TagorClient", "build_tagor_client"]


class TagorClient(
    ConfigOperations,
    SignInOperations,
    BalanceOperations,
    PlanOperations,
    DossierOperations,
    LineOperations,
    CaseworkOperations,
    DocumentOperations,
    PayOperations,
    ActionOperations,
    CodeOperations,
    LoginOperations,
    ServiceOperations,
    SolvencyOperations,
    TelephoneOperations,
    MessageOperations,
    PartyOperations,
    UserOperations,
):
    """All operations of Tagor. Safe to share between threads; one per process is enough."""


def build_tagor_client(
    *,
    base_url: str,
    login: OfficeLogin,
    amount_format: AmountFormat = "comma",
    engine: Engine = "pyreqwest",
    limits: Limits | None = None,
    breaker: CircuitBreaker | None = None,
    spool_dir: str | None = None,
) -> TagorClient:
    """A client for the Tagor at ``base_url`` (the whole base, ``.../v1/rest``).

    ``spool_dir``: where large documents stand, in files without a name, while somebody reads them.
    """
    client = SystemClient(system="tagor", base_url=base_url, engine=engine, limits=limits, breaker=breaker)
    office = build_office_access(client, login)
    return TagorClient(client, office, amount_format=amount_format, spool_dir=spool_dir)

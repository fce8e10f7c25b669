"""The client of Tagor: one flat method per operation, English above it, Tagor's wire below it.

Contract owner: Organi. Written down in the reference page of Tagor API 1.08.5000B3 (16/08/2021); bodies
follow the public description of 2.00.0000B1. Every method takes keywords only, gives frozen values, and
raises only what ``portal.integrations.errors`` names (and ValueError for a call that makes no sense).
"""

from portal.integrations.http import CircuitBreaker, Engine, Limits, SystemClient

from .actions import ActionOperations
from .auth import OfficeLogin, build_office_access
from .balance import BalanceOperations
from .calls import AmountFormat
from .casework import CaseworkOperations
from .code import CodeOperations
from .config import ConfigOperations
from .document import DocumentOperations
from .dossier import DossierOperations
from .dossier_lines import LineOperations
from .login import LoginOperations
from .message import MessageOperations
from .party import PartyOperations
from .pay import PayOperations
from .plans import PlanOperations
from .service import ServiceOperations
from .sign_in import SignInOperations
from .solvency import SolvencyOperations
from .telephone import TelephoneOperations
from .user import UserOperations

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
) -> TagorClient:
    """A client for the Tagor at ``base_url`` (the whole base, ``.../v1/rest``)."""
    client = SystemClient(system="tagor", base_url=base_url, engine=engine, limits=limits, breaker=breaker)
    return TagorClient(client, build_office_access(client, login), amount_format=amount_format)

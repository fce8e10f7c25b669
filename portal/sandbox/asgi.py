"""The practice office as one ASGI application. Run it with ``manage.py sandbox``."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from portal.sandbox import aptic, cirrus, console, control, digioffice, dossierdata, mollie, worldline
from portal.sandbox.checkout import control as checkout_control
from portal.sandbox.checkout import page as checkout_page
from portal.sandbox.config import read_config
from portal.sandbox.office import Office
from portal.sandbox.pages import STATIC_DIR
from portal.sandbox.sips import page
from portal.sandbox.sips.calls import get_transaction_data, payment_init
from portal.sandbox.tagor.endpoint import serve
from portal.sandbox.traffic import Traffic

CRM = (dossierdata, cirrus, aptic, digioffice)


@contextlib.asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    office = Office(read_config(), {room.SYSTEM.name: room.seed for room in CRM})
    app.state.office = office
    app.state.crm = {room.SYSTEM.name: room.SYSTEM for room in CRM}
    app.state.traffic = Traffic(clock=lambda: office.clock)
    starter = os.environ.get("SANDBOX_STARTER", "")
    watch = asyncio.create_task(_end_with(os.getppid(), int(starter) if starter.isdecimal() else None))
    app.state.tasks = set()
    async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
        app.state.http = client
        aptic.watch(app.state)
        yield
    for task in (watch, *app.state.tasks):
        task.cancel()
    office.close()


async def _end_with(server: int, starter: int | None) -> None:
    """Stops this worker when its server or its starter is gone, so that it does not keep the port."""
    while os.getppid() == server:
        if starter and not _is_alive(starter):
            os.kill(server, signal.SIGTERM)
        await asyncio.sleep(0.5)
    os._exit(0)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


app = Starlette(
    lifespan=lifespan,
    routes=[
        Route("/tagor/v1/rest/{group}/{name}", serve, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
        Route("/sips/rs-services/v2/paymentInit", payment_init, methods=["POST"]),
        Route("/sips/rs-services/v2/diagnostic/getTransactionData", get_transaction_data, methods=["POST"]),
        *page.ROUTES,
        *worldline.ROUTES,
        *mollie.ROUTES,
        *checkout_page.ROUTES,
        Mount("/sips/static", StaticFiles(directory=STATIC_DIR / "sips")),
        *(route for room in CRM for route in room.ROUTES),
        Mount("/console/static", StaticFiles(directory=STATIC_DIR / "console")),
        *console.ROUTES,
        Mount("/_control", routes=[*control.ROUTES, *aptic.CONTROL, *checkout_control.ROUTES]),
    ],
)

"""The same page written without care: stock Django, its templates, stock httpx, one call after the other.

BENCH_PLAN names a JSON file with the calls (method, url, headers, body) and the page to fill in.
"""

import json
import os
from pathlib import Path

import django
import httpx
from bench_page import make_template, name_values
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

plan = json.loads(Path(os.environ["BENCH_PLAN"]).read_text("utf-8"))
database = Path(os.environ["BENCH_PLAN"]).with_name("careless.sqlite3")
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="bench-" + "c" * 60,
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()
django.core.management.call_command("migrate", verbosity=0)
source, values = make_template(plan["page"], opening="{% verbatim %}", closing="{% endverbatim %}")
template = Template(source)


def page(request: HttpRequest) -> HttpResponse:
    """The session is read, the calls are made, the template is filled in."""
    request.session.get("file")
    for call in plan["calls"]:
        with httpx.Client(timeout=30, trust_env=False) as client:
            answer = client.request(
                call["method"], call["url"], headers=call["headers"], content=call["body"]
            )
            answer.json()
    return HttpResponse(template.render(Context(name_values(values))))


urlpatterns = [path("file/", page)]
application = get_wsgi_application()

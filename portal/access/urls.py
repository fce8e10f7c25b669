"""Letter link, sign-in and sign-out."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from portal.access import views


class AnythingConverter(StringConverter):
    """Matches whatever follows, slashes and line breaks too: no odd link may reach a page that logs it."""

    regex = r"[\s\S]+"


register_converter(AnythingConverter, "anything")

app_name = "access"

urlpatterns = [
    path("h/", views.letter, name="letter"),
    path("h/<anything:hash>/", views.link, name="link"),
    # People type links without the last slash; a redirect would leave the hash in the browser's cache.
    path("h/<anything:hash>", views.link),
    path("sign-in/", views.sign_in_page, name="sign-in"),
    path("sign-out/", views.sign_out_page, name="sign-out"),
]

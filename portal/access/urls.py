"""The doors: letter link, code, sign-in, sign-out; a new link, the letter check, the wrong person."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from portal.access import views
from portal.access.embed import views as embed
from portal.access.helper_pages import door_views
from portal.access.helper_pages import views as helper_pages
from portal.access.letter_check.views import letter_check
from portal.access.new_link import views as new_link
from portal.access.second_check.views import second_check
from portal.access.short_code.views import short_code
from portal.access.wrong_person import views as wrong_person


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
    path("embed/", embed.embed, name="embed"),
    path("embed/start/", embed.start, name="embed-start"),
    path("second-check/", second_check, name="second-check"),
    path("c/", short_code, name="short-code"),
    path("new-link/", new_link.new_link, name="new-link"),
    path("new-link/asked/", new_link.asked, name="new-link-asked"),
    path("letter-check/", letter_check, name="letter-check"),
    path("not-me/", wrong_person.not_me, name="not-me"),
    path("not-me/sent/<str:code>/", wrong_person.sent, name="not-me-sent"),
    path("helper/", helper_pages.helpers, name="helpers"),
    path("helper/new/", helper_pages.new, name="helper-new"),
    path("helper/<int:pass_id>/", helper_pages.helper, name="helper"),
    path("helper/<int:pass_id>/made/", helper_pages.made, name="helper-made"),
    path("helper/<int:pass_id>/end/", helper_pages.end, name="helper-end"),
    path("pass/", door_views.door, name="pass"),
    path("pass/<str:code>/", door_views.link, name="pass-link"),
    path("sign-in/", views.sign_in_page, name="sign-in"),
    path("sign-out/", views.sign_out_page, name="sign-out"),
]

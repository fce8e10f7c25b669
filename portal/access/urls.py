"""Letter link, sign-in and sign-out."""

from django.urls import path

from portal.access import views

app_name = "access"

urlpatterns = [
    path("h/", views.letter, name="letter"),
    path("h/<path:hash>/", views.link, name="link"),
    # People type a link without its last slash; a redirect would keep the hash in the browser's cache.
    path("h/<path:hash>", views.link),
    path("sign-in/", views.sign_in_page, name="sign-in"),
    path("sign-out/", views.sign_out_page, name="sign-out"),
]

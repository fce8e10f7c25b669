"""Addresses of the staff desk."""

from django.urls import path

from portal.desk.frame.views import settings_page
from portal.desk.openid import views as openid
from portal.desk.people.door_views import change_own
from portal.desk.queue_pages import views as queue
from portal.desk.queue_pages.done_views import done
from portal.desk.sign_in import again
from portal.desk.sign_in import passkey_views as passkeys
from portal.desk.sign_in import views as factors
from portal.desk.sign_in.sign_in_views import sign_in_page, sign_out_page

ROW = "queue/<slug:kind>/<int:row_id>/"

app_name = "desk"
urlpatterns = [
    path("", queue.home, name="home"),
    path("queue/team/", queue.team, name="work-team"),
    path("queue/asleep/", queue.asleep, name="work-asleep"),
    path("queue/done/", done, name="work-done"),
    path("queue/<slug:kind>/", queue.of_kind, name="work-kind"),
    path(f"{ROW}take/", queue.take, name="work-take"),
    path(f"{ROW}give-back/", queue.release, name="work-give-back"),
    path(f"{ROW}assign/", queue.assign, name="work-assign"),
    path(f"{ROW}sleep/", queue.sleep, name="work-sleep"),
    path(f"{ROW}wake/", queue.wake, name="work-wake"),
    path("settings/", settings_page, name="settings"),
    path("sign-in/", sign_in_page, name="sign-in"),
    path("sign-in/code/", factors.second_step, name="second-step"),
    path("sign-in/set-up/", factors.set_up, name="second-set-up"),
    path("sign-in/set-up/code.svg", factors.set_up_picture, name="second-picture"),
    path("sign-in/set-up/passkey/", passkeys.add, name="second-passkey"),
    path("own/passkeys/<int:passkey_id>/", passkeys.remove, name="own-passkey"),
    path("own/", factors.own, name="own"),
    path("own/change/", factors.change_own, name="own-change"),
    path("own/password/", change_own, name="own-new-password"),
    path("own/codes/", factors.recovery_codes, name="recovery-codes"),
    path("own/end-session/", factors.end_session, name="own-end-session"),
    path("own/again/", again.show_again, name="again"),
    path("sign-in/office/", openid.start, name="office-sign-in"),
    path("sign-in/office/back/", openid.back, name="office-back"),
    path("sign-out/", sign_out_page, name="sign-out"),
]

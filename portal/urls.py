"""Every address of the portal, room by room."""

from django.contrib import admin
from django.urls import include, path

from portal.doctor.metrics_views import metrics
from portal.office.views import office_picture, office_style
from portal.web.pages import urls as pages

handler400 = "portal.web.pages.error_pages.bad_request"
handler403 = "portal.web.pages.error_pages.permission_denied"
handler404 = "portal.web.pages.error_pages.page_not_found"
handler500 = "portal.web.pages.error_pages.server_error"

# The style sheet with the office's colours belongs to no file either.
site_pages = [
    *pages.urlpatterns,
    path("office.css", office_style, name="office-css"),
    path("office/picture/<slug:digest>.png", office_picture, name="office-picture"),
]

urlpatterns = [
    path("", include((site_pages, pages.app_name))),
    path("", include("portal.access.urls")),
    path("", include("portal.help.urls")),
    path("file/", include("portal.dossier.urls")),
    path("messages/", include("portal.messages.urls")),
    path("my-data/", include("portal.mydata.urls")),
    path("pay/", include("portal.payments.pages.urls")),
    path("receipt/", include("portal.receipts.urls")),
    path("plan/budget/", include("portal.plans.budget.urls")),
    path("plan/reminders/", include("portal.plans.reminders.urls")),
    path("plan/", include("portal.plans.urls")),
    path("", include("portal.aptic.events.urls")),
    path("desk/crm/", include("portal.crm.urls")),
    path("desk/file/", include("portal.crm.links.urls")),
    path("desk/messages/", include("portal.messages.desk.urls")),
    path("desk/file/", include("portal.messages.notes.urls")),
    path("desk/file/", include("portal.messages.desk.begin_urls")),
    path("desk/file/", include("portal.dossier.desk.urls")),
    path("desk/file/", include("portal.desk.case.urls")),
    path("desk/insight/", include("portal.desk.insight.urls")),
    path("desk/search/", include("portal.desk.search.urls")),
    path("desk/plans/", include("portal.plans.desk.urls")),
    path("desk/services/", include("portal.aptic.urls")),
    path("desk/deliveries/", include("portal.outbox.urls")),
    path("desk/payments/", include("portal.payments.desk.urls")),
    path("desk/settings/money/", include("portal.money.urls")),
    path("desk/settings/plan-rules/", include("portal.plans.rule_pages.rule_urls")),
    path("desk/settings/protected-income/", include("portal.plans.rule_pages.figure_urls")),
    path("desk/settings/connections/", include("portal.doctor.connection_urls")),
    path("desk/settings/", include("portal.desk.office_pages.urls")),
    path("desk/settings/reminders/", include("portal.plans.reminders.settings_urls")),
    path("desk/settings/codes/", include("portal.dossier.desk.code_urls")),
    path("desk/settings/agenda/", include("portal.dossier.desk.agenda_urls")),
    path("desk/settings/doors/", include("portal.access.door_settings.urls")),
    path("desk/settings/people/", include("portal.desk.people.urls")),
    path("desk/wrong-person/", include("portal.access.wrong_person.desk_urls")),
    path("desk/passes/", include("portal.access.helper_pages.desk_urls")),
    path("desk/letters/", include("portal.letters.urls")),
    path("desk/password/", include("portal.desk.people.door_urls")),
    path("desk/", include("portal.desk.urls")),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
]

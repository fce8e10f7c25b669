"""Addresses of the desk's pages of payments."""

from django.urls import path

from portal.payments.desk import list_views, payment_views, reconciliation_views, service_views

app_name = "payment_desk"
urlpatterns = [
    path("", list_views.payments, name="payments"),
    path("export/", list_views.export, name="export"),
    path("alerts/", list_views.alerts, name="alerts"),
    path("reports/", list_views.reports, name="reports"),
    path("reconciliation/", reconciliation_views.reconciliation, name="reconciliation"),
    path("settlement/", reconciliation_views.settlement, name="settlement"),
    path("services/", service_views.services, name="services"),
    path("services/<slug:provider>/try/", service_views.try_service, name="try-service"),
    path("refunds/", list_views.refunds, name="refunds"),
    path("refunds/<int:refund_id>/end/", payment_views.end_refund, name="end-refund"),
    path("<int:attempt_id>/", payment_views.payment, name="payment"),
    path("<int:attempt_id>/look/", payment_views.check_payment, name="look"),
    path("<int:attempt_id>/resolve/", payment_views.resolve, name="resolve"),
    path("<int:attempt_id>/line/", payment_views.recognise, name="recognise"),
    path("<int:attempt_id>/alerts/<int:alert_id>/", payment_views.decide, name="decide"),
    path("<int:attempt_id>/report/", payment_views.report, name="report"),
    path("<int:attempt_id>/refund/", payment_views.ask_refund, name="ask-refund"),
]

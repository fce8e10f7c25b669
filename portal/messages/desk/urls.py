"""Addresses of the desk's pages of messages, under ``/desk/messages/``."""

from django.urls import path

from portal.messages.desk import act_views, file_views, rule_views, template_views, views

app_name = "message-desk"
urlpatterns = [
    path("", views.threads, name="threads"),
    path("rules/", rule_views.rules, name="rules"),
    path("templates/", template_views.templates, name="templates"),
    path("templates/new/", template_views.new_template, name="new-template"),
    path("templates/<int:template_id>/", template_views.template, name="template"),
    path("templates/<int:template_id>/remove/", template_views.remove, name="remove-template"),
    path("<int:thread_id>/", views.thread, name="thread"),
    path("<int:thread_id>/files/<int:upload_id>/", file_views.file, name="file"),
    path("<int:thread_id>/answer/", views.answer, name="answer"),
    path("<int:thread_id>/note/", views.note, name="note"),
    path("<int:thread_id>/hand-over/", act_views.show_hand_over, name="hand-over"),
    path("<int:thread_id>/close/", act_views.close, name="close"),
    path("<int:thread_id>/pause/", act_views.pause, name="pause"),
]

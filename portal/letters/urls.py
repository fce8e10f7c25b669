"""Addresses of the letter kit."""

from django.urls import path

from portal.letters import views
from portal.letters.reply import views as reply

app_name = "letters"
urlpatterns = [
    path("", views.batches, name="batches"),
    path("new/", views.new, name="new"),
    path("chosen/", views.chosen, name="chosen"),
    path("merge-fields/", views.merge_fields, name="merge-fields"),
    path("reply/<str:file_id>/", reply.sheet, name="reply"),
    path("reply/<str:file_id>/typed/", reply.typed, name="reply-typed"),
    path("<int:batch_id>/", views.show, name="batch"),
    path("<int:batch_id>/columns/", views.columns, name="columns"),
    path("<int:batch_id>/print/", views.print_batch, name="print"),
    path("<int:batch_id>/preview-nl/", views.preview, {"language": "nl"}, name="preview-nl"),
    path("<int:batch_id>/preview-fr/", views.preview, {"language": "fr"}, name="preview-fr"),
    path("<int:batch_id>/preview-de/", views.preview, {"language": "de"}, name="preview-de"),
    path("<int:batch_id>/preview-en/", views.preview, {"language": "en"}, name="preview-en"),
    path("<int:batch_id>/rows/", views.rows, name="rows"),
    path("<int:batch_id>/rows/<int:letter_id>/", views.row, name="row"),
    path("<int:batch_id>/delete/", views.delete, name="delete"),
]

"""Addresses of the letter kit."""

from django.conf import settings
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
    *(
        path(f"<int:batch_id>/preview-{code}/", views.preview, {"language": code}, name=f"preview-{code}")
        for code, _name in settings.LANGUAGES
    ),
    path("<int:batch_id>/rows/", views.rows, name="rows"),
    path("<int:batch_id>/rows/<int:letter_id>/", views.row, name="row"),
    path("<int:batch_id>/delete/", views.delete, name="delete"),
]

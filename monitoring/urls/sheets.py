from django.urls import path

from monitoring.views import sheets

SHEET = "rondes/<code:code>/invoer/<code:organisation>/invulblad"

urlpatterns = [
    path(f"{SHEET}/", sheets.sheet, name="entry_sheet"),
    path(f"{SHEET}/download/", sheets.download, name="entry_sheet_download"),
    path(f"{SHEET}/<int:upload>/", sheets.preview, name="entry_sheet_upload"),
]

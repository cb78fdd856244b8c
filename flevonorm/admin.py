"""The technical administration site at /admin/."""

from django.contrib.admin import AdminSite


class TechnicalAdminSite(AdminSite):
    site_header = "flevonorm – technisch beheer"
    site_title = "Technisch beheer"
    index_title = "Opzoeken"

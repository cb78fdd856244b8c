"""The technical administration site at /admin/."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.decorators import method_decorator


@method_decorator(secure_admin_login, name="login")
class TechnicalAdminSite(AdminSite):
    """Signs in by the application's own page, with its limits on attempts."""

    site_header = "flevonorm – technisch beheer"
    site_title = "Technisch beheer"
    index_title = "Opzoeken"

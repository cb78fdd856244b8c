"""Technical administration as an app of this project."""

from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Django's admin with our title; accounts in it hold no role in a region."""

    default_site = "flevonorm.admin.TechnicalAdminSite"

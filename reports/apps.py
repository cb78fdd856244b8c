from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Rapporten"

    def ready(self) -> None:
        from accounts.triggers import install_after_migrate
        from reports.guards import GUARDS

        install_after_migrate(self, GUARDS)

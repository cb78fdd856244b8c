from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        from accounts.triggers import install_after_migrate
        from monitoring import checks  # noqa: F401  # registers the checks
        from monitoring.guards import GUARDS

        install_after_migrate(self, GUARDS)

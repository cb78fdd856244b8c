from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Monitoring"

    def ready(self) -> None:
        from accounts.erasing import Temporary, announce
        from accounts.triggers import install_after_migrate
        from monitoring import checks  # noqa: F401  # registers the checks
        from monitoring.actions.sheets import erase_old_sheets, erase_sheets_of
        from monitoring.guards import GUARDS

        install_after_migrate(self, GUARDS)
        announce(Temporary("Invulbladen zonder besluit", erase_sheets_of, erase_old_sheets))

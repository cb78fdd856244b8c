from django.apps import AppConfig


class AmbitionsConfig(AppConfig):
    name = "ambitions"
    verbose_name = "Norm en organisaties"

    def ready(self) -> None:
        from accounts.triggers import install_after_migrate
        from ambitions.guards import GUARDS

        install_after_migrate(self, GUARDS)

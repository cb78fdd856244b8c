from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Gebruikers"

    def ready(self) -> None:
        from accounts import signals  # noqa: F401  # connects the receivers
        from accounts.guards import GUARDS
        from accounts.triggers import install_after_migrate

        install_after_migrate(self, GUARDS)

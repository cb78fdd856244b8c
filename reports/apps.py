from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Rapporten"

    def ready(self) -> None:
        from accounts.erasing import Temporary, announce
        from accounts.notices import PASSING, NoticeKind
        from accounts.triggers import install_after_migrate
        from reports.actions.report_notices import keys_waiting_for
        from reports.actions.unsaved import erase_old_unsaved, erase_unsaved_of
        from reports.guards import GUARDS

        install_after_migrate(self, GUARDS)
        PASSING[NoticeKind.REPORT_OFFERED] = keys_waiting_for
        name = "Niet opgeslagen tekst van rapporten"
        announce(Temporary(name, erase_unsaved_of, erase_old_unsaved))

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "akuntabel.audit"
    verbose_name = "Jejak audit"

    def ready(self) -> None:
        from akuntabel.audit.checks import triggers_are_in_place
        from akuntabel.audit.triggers import install_triggers

        post_migrate.connect(install_triggers, sender=self)
        checks.register(triggers_are_in_place, checks.Tags.database)  # type: ignore[call-overload]

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "akuntabel.reporting"
    verbose_name = "Pelaporan"

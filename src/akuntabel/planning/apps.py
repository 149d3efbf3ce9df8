from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "akuntabel.planning"
    verbose_name = "Perencanaan"

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "akuntabel.jobs"
    verbose_name = "Pekerjaan latar"

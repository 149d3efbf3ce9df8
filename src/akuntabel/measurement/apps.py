from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "akuntabel.measurement"
    verbose_name = "Pengukuran"

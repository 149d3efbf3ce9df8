from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "akuntabel.web"
    verbose_name = "Layar"

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "akuntabel.registers"
    verbose_name = "Register"

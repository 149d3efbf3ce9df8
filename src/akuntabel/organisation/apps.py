from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "akuntabel.organisation"
    verbose_name = "Organisasi"

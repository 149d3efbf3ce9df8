from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "akuntabel.budget"
    verbose_name = "Anggaran"

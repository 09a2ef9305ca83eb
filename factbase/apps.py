"""The project's own app: settings checks and the few pages that belong to no other app."""

from django.apps import AppConfig
from django.contrib.admin import apps


class FactbaseConfig(AppConfig):
    name = "factbase"


class AdminConfig(apps.AdminConfig):
    """The admin with our site instead of Django's."""

    default_site = "factbase.administration.Site"

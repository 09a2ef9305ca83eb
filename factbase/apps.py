"""The project's own app: settings checks and the few pages that belong to no other app."""

from django.apps import AppConfig


class FactbaseConfig(AppConfig):
    name = "factbase"

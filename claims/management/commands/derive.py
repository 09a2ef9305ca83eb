"""`manage.py derive`: makes anew what is derived of claims, for a database that was written to past the actions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from claims.actions import derive
from claims.models import Claim, Extraction, Quantity
from claims.standing import chunks
from claims.wordforms import learn_and_index


class Command(BaseCommand):
    help = "Makes anew what is derived of claims: whose they are, mentions, origins, denied, disputed, predictions, figures, words."

    def handle(self, *args: Any, **options: Any) -> None:
        claims = list(Claim.objects.roots().values_list("pk", flat=True))
        for chunk in chunks(claims):
            derive(chunk)
        with_figures = Extraction.objects.filter(pk__in=Quantity.objects.values("mention__extraction"))
        for chunk in chunks(list(with_figures.values_list("pk", flat=True))):
            derive((), extractions=chunk)
        learn_and_index()
        if options["verbosity"]:
            self.stdout.write(_("Derived %(n)s claims anew.") % {"n": len(claims)})

"""The tokens by which claims are found. A part of `claims.models`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.fulltext import KEY, TokensField


class ClaimWords(models.Model):
    """Derived by `claims.indexing`: the tokens of a root claim's statement, of the words of its mentions and of how what was
    joined into it is stated, and of the names of its sources."""

    claim = models.OneToOneField(
        "claims.Claim", models.CASCADE, primary_key=True, db_column=KEY, related_name="tokens", verbose_name=_("claim")
    )
    statement = TokensField(_("statement"))
    words = TokensField(_("words"))
    sources = TokensField(_("sources"))

    class Meta:
        verbose_name = _("words of a claim")
        verbose_name_plural = _("words of claims")

    def __str__(self) -> str:
        return str(self.statement)

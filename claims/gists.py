"""What a mention says in a normal form, and the keys by which mentions that may say the same are found. A part of
`claims.models`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gist(models.Model):
    """What a mention says, apart from how: `statement` reads by itself, names and pronouns filled in; the rest serves the
    comparison with others (`claims.extraction.types.Gist` tells what it holds)."""

    mention = models.OneToOneField(
        "claims.Mention", models.CASCADE, primary_key=True, related_name="gist", verbose_name=_("mention")
    )
    statement = models.TextField(_("statement"))
    terms = models.JSONField(_("terms"), default=list)
    doers = models.JSONField(_("who does it"), default=list)
    modes = models.JSONField(_("modal verbs"), default=list)

    class Meta:
        verbose_name = _("gist")
        verbose_name_plural = _("gists")
        constraints = [models.CheckConstraint(name="claims_gist_statement_given", condition=~models.Q(statement=""))]

    def __str__(self) -> str:
        return self.statement[:120]


class GistKey(models.Model):
    """One key of a mention that counts now: mentions that share enough of them are compared."""

    mention = models.ForeignKey("claims.Mention", models.CASCADE, related_name="keys", verbose_name=_("mention"))
    key = models.BigIntegerField(_("key"))

    class Meta:
        verbose_name = _("key of a gist")
        verbose_name_plural = _("keys of gists")
        indexes = [models.Index(name="claims_gistkey_lookup", fields=["key", "-mention"])]
        constraints = [models.UniqueConstraint(name="claims_gistkey_once", fields=["mention", "key"])]

    def __str__(self) -> str:
        return f"{self.mention_id} {self.key}"

"""The tokens by which articles and actors are found, and what single words are found by. A part of `sources.models`."""

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.fulltext import KEY, TokensField
from sources.stems import LONGEST, Forms


class Word(models.Model):
    """A form of a word as texts have it (its `word_key`), with the stems of its base forms and of its parts. Whoever reads
    articles writes it; the rest of us only look it up."""

    key = models.CharField(_("key"), max_length=LONGEST, primary_key=True)
    lemmas = models.TextField(_("stems of base forms"), blank=True)
    parts = models.TextField(_("stems of parts"), blank=True)

    class Meta:
        verbose_name = _("word")
        verbose_name_plural = _("words")
        constraints = [models.CheckConstraint(name="sources_word_key_given", condition=~models.Q(key=""))]

    def __str__(self) -> str:
        return self.key


class ArticleWords(models.Model):
    """Derived by `sources.indexing`: the tokens of an article's title and text."""

    article = models.OneToOneField(
        "sources.Article",
        models.CASCADE,
        primary_key=True,
        db_column=KEY,
        related_name="tokens",
        verbose_name=_("article"),
    )
    title = TokensField(_("title"))
    text = TokensField(_("text"))

    class Meta:
        verbose_name = _("words of an article")
        verbose_name_plural = _("words of articles")

    def __str__(self) -> str:
        return str(self.title)


class ActorWords(models.Model):
    """Derived by `sources.indexing`: the tokens of an actor's names, and of all that was merged into it."""

    actor = models.OneToOneField(
        "sources.Actor", models.CASCADE, primary_key=True, db_column=KEY, related_name="tokens", verbose_name=_("actor")
    )
    names = TokensField(_("names"))

    class Meta:
        verbose_name = _("words of an actor")
        verbose_name_plural = _("words of actors")

    def __str__(self) -> str:
        return str(self.names)


def forms_of(keys: Collection[str]) -> dict[str, Forms]:
    """What the words with these keys are found by beside their stem, as far as an article held them. One query."""
    rows = Word.objects.filter(key__in=keys).values_list("key", "lemmas", "parts") if keys else ()
    return {key: Forms(tuple(lemmas.split()), tuple(parts.split())) for key, lemmas, parts in rows}

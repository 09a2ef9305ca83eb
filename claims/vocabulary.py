"""The closed lists of words of the claims app; the database holds every column to its list."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """How an article gives a statement."""

    DIRECT = "direct", _("direct speech")
    INDIRECT = "indirect", _("indirect speech")
    REPORTED = "reported", _("reported speech act")
    INDIRECT_FREE_INDIRECT = "indirect_free_indirect", _("indirect speech without a frame")
    FREE_INDIRECT = "free_indirect", _("free indirect speech")
    NARRATIVE = "narrative", _("the article's own voice")


class Stance(models.TextChoices):
    """What the origin does in saying it."""

    ASSERTS = "asserts", _("asserts")
    DENIES = "denies", _("denies")
    CONFIRMS = "confirms", _("confirms")
    EXPECTS = "expects", _("expects")
    PROMISES = "promises", _("promises")
    DEMANDS = "demands", _("demands")
    WARNS = "warns", _("warns")
    ACCUSES = "accuses", _("accuses")
    THANKS = "thanks", _("thanks")
    ASKS = "asks", _("asks")
    DECLINES = "declines", _("declines")


class Certainty(models.TextChoices):
    """How firmly the origin commits to it (FactBank)."""

    CERTAIN = "certain", _("certain")
    PROBABLE = "probable", _("probable")
    POSSIBLE = "possible", _("possible")
    UNKNOWN = "unknown", pgettext_lazy("certainty", "unknown")


class Polarity(models.TextChoices):
    """Whether the origin affirms or denies it."""

    POSITIVE = "positive", _("affirmed")
    NEGATIVE = "negative", _("denied")


class Tense(models.TextChoices):
    """When it is said to be so; a future claim is a prediction."""

    PAST = "past", _("past")
    PRESENT = "present", _("present")
    FUTURE = "future", _("future")


class Anonymity(models.TextChoices):
    """Whether a source is named, a collective, or kept secret."""

    NAMED = "named", _("named")
    COLLECTIVE = "collective", _("collective")
    ANONYMOUS = "anonymous", _("anonymous")


class ActorRole(models.TextChoices):
    """The part that an actor has in a claim."""

    AGENT = "agent", _("agent")
    RECIPIENT = "recipient", _("recipient")
    ABOUT = "about", _("about")


class Qualifier(models.TextChoices):
    """How a figure is hedged."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", pgettext_lazy("figure", "about")
    ALMOST = "almost", _("almost")
    MORE_THAN = "more_than", _("more than")
    LESS_THAN = "less_than", _("less than")
    AT_LEAST = "at_least", _("at least")
    UP_TO = "up_to", _("up to")
    BETWEEN = "between", _("between")


class Precision(models.TextChoices):
    """How fine a time is said."""

    DAY = "day", _("day")
    WEEK = "week", _("week")
    MONTH = "month", _("month")
    SEASON = "season", _("season")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    DECADE = "decade", _("decade")
    CENTURY = "century", _("century")
    TIME = "time", _("time of day")
    RANGE = "range", _("range")


class Status(models.TextChoices):
    """What curators decided about a claim."""

    UNREVIEWED = "unreviewed", _("unreviewed")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    RETRACTED = "retracted", _("retracted")


class Part(models.TextChoices):
    """How an actor belongs to a claim: the claim is about it, or it is a source of it in any hop."""

    ACTOR = "actor", _("actor")
    SOURCE = "source", _("source")


class RelationKind(models.TextChoices):
    """How one claim stands to another; `same`: both may be one, which a curator confirms by joining them."""

    SAME = "same", _("may be the same as")
    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    UPDATES = "updates", _("updates")


class RelationStatus(models.TextChoices):
    """Whether a curator has looked at a relation."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    REFUSED = "refused", _("refused")


class Outcome(models.TextChoices):
    """What became of a prediction."""

    OPEN = "open", pgettext_lazy("prediction", "open")
    COME_TRUE = "come_true", _("come true")
    NOT_COME_TRUE = "not_come_true", _("not come true")
    UNDECIDABLE = "undecidable", _("undecidable")


CHANGE_SOURCE, CHANGE_ACTOR = "change_source", "change_actor"
CORRECTIONS = (CHANGE_SOURCE, CHANGE_ACTOR)  # actions of Decisions that say who somebody is; no extraction changes them

"""What /styleguide/ shows: every component in its states, with examples of our own. Nothing here is stored or was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.article_pages import Note, Reading
from claims.claim_pages import Hop
from claims.facets import Facet, Facets, Option
from claims.listing import LABELS, Box, Chip, Choice
from claims.marking import Excerpt, Mark, Piece
from claims.models import Claim, Extraction, Mention, Prediction, Quantity
from claims.outlook import Foretelling, Tab, due_words, outcome_sign
from claims.passages import passages
from claims.presenters import Card, Sign, Step, spread
from claims.separators import Grouped
from claims.vocabulary import Anonymity, Certainty, Form, Outcome, Polarity, Qualifier, Stance, Status
from sources.models import ActorKind, Article

ICONS = (*ActorKind.values, "unknown", "search", "close")
ROLES = (
    *(
        "paper",
        "sheet",
        "quiet",
        "ink",
        "soft",
        "line",
        "strong-line",
        "field-line",
        "accent",
        "accent-ink",
        "focus",
        "lit",
    ),
    *("banner", "banner-ink", "good", "good-ink", "good-line", "warn", "warn-ink", "warn-line"),
    *("bad", "bad-ink", "bad-line", "direct", "direct-line", "indirect", "indirect-line", "free", "free-line"),
    *("reported", "reported-line", "narrative", "narrative-line", *(f"hue-{number}" for number in range(1, 9))),
)
LOOKS = ("light", "dark")
DAY, TODAY = date(2026, 5, 4), date(2026, 11, 20)
FORETOLD = ((date(2027, 1, 31), Outcome.OPEN), (date(2026, 6, 30), Outcome.OPEN), (date(2026, 9, 1), Outcome.COME_TRUE))
PREDICTED = "Die Schleuse werde wieder geöffnet, sobald der Pegel es zulasse"
LONG_NAME = "Landesverteidigungsministeriumssprecherin Annegret von Hohenstein-Wackerbarth"
STATEMENT = "Im Hafen von Elbmünde liegen fast 11.000 Container mit Getreide"
LONG_STATEMENT = (
    "Die Hafenbehörde habe der Reederei bereits im März mitgeteilt, dass die Schleuse wegen des "
    "Niedrigwassers bis auf Weiteres nur noch für Schiffe mit weniger als zwei Metern Tiefgang geöffnet werde, und "
    "davon sei bis heute nicht abgerückt worden, obwohl die Pegel seit Wochen wieder stiegen"
)


class ExampleForm(forms.Form):
    """Fields as forms show them: filled, with a hint, with a fault."""

    name = forms.CharField(
        label=pgettext_lazy("of an actor", "Name"), help_text=gettext_lazy("A hint beside the field.")
    )
    mail = forms.EmailField(label=gettext_lazy("Email address"))
    words = forms.CharField(label=gettext_lazy("Text"), required=False, widget=forms.Textarea({"rows": 3}))


@dataclass(frozen=True, slots=True)
class Series:
    """Pages of a list, as the pager asks for them."""

    number: int
    num_pages: int = 1234

    @property
    def paginator(self) -> "Series":
        return self


def page() -> dict[str, object]:
    """All that the template shows, by the name it has there."""
    return {
        "looks": LOOKS,
        "roles": ROLES,
        "icons": ICONS,
        "sizes": range(1, 12),
        "cards": cards(),
        "chain": chain(),
        "told": told(),
        "form_signs": [Sign(str(one.label), f"form {one}") for one in Form],
        "forms": [(one.value, str(one.label)) for one in Form],
        "certainties": [Sign(str(one.label), f"certainty {one}") for one in Certainty],
        "signs": [*_statuses(), *_others()],
        "quantity": QUANTITY,
        "figures": ["fast 11.000 Container", "10–12 Mio. Euro"],
        "table": TABLE,
        "predictions": predictions(),
        "pieces": PIECES,
        "reading": {"readings": readings()},
        "tabs": [Tab(_("All"), chosen=True, query=""), Tab(_("disputed"), chosen=False, query="disputed=true")],
        "chips": chips(),
        "choices": choices(),
        "facets": facets(),
        "pages": [("", "page=2", Series(1)), ("page=6", "page=8", Series(7)), ("page=1233", "", Series(1234))],
        "form": ExampleForm({"name": LONG_NAME, "mail": "kein Zeichen"}),
    }


def _statuses() -> list[Sign]:
    return [Sign(str(one.label), f"status {one}") for one in Status]


def _others() -> list[Sign]:
    return [
        Sign(_("disputed"), "negative"),
        Sign(str(Polarity.NEGATIVE.label), "negative"),
        *(Sign(str(one.label), "stance") for one in Stance),
        Sign(_("prediction"), "future"),
        Sign(_("hearsay"), "hearsay"),
    ]


def chain() -> list[Step]:
    """A group that stays anonymous, somebody who is not named, somebody with a long name and office, the outlet."""
    return [
        Step("Hafenkreise", ActorKind.GROUP, words="Kreise im Hafen", note=str(Anonymity.COLLECTIVE.label)),
        Step(_("not named"), "unknown", words="ein Mitarbeiter", known=False),
        Step(LONG_NAME, ActorKind.PERSON, "#chain", note="Sprecherin, Ministerium für Häfen und Wasserstraßen"),
        Step("Elbmünder Bote", ActorKind.OUTLET, "#chain"),
    ]


def told() -> dict[str, object]:
    """A chain whose sources open: the words of the article for each, and who speaks for whom."""
    hops = [
        Hop(one.name, one.icon, one.known, one.note, one.words or one.name, "sagte", one.note, "", one.note, None, None)
        for one in chain()[:-1]
    ]
    return {"hops": hops, "outlet": chain()[-1].name, "place": "#chain"}


def cards() -> list[Card]:
    """A plain claim; a long one that is disputed, from somebody who is not named; one that nobody makes any more."""
    own = Sign(str(Form.NARRATIVE.label), f"form {Form.NARRATIVE}")
    plain = Card(Claim(pk=1, statement=STATEMENT), _mention(), chain()[-1:], [own], ["fast 11.000 Container"], "")
    marks = [Sign(_("disputed"), "negative"), Sign(str(Form.INDIRECT.label), f"form {Form.INDIRECT}")]
    certain = Sign(str(Certainty.POSSIBLE.label), f"certainty {Certainty.POSSIBLE}")
    told = Claim(pk=2, statement=LONG_STATEMENT, mentions_count=1200, origins_count=2)
    long = Card(told, _mention(), chain(), [*marks, certain], [], spread(told))
    return [plain, long, Card(Claim(pk=3, statement="Die Schleuse ist gesperrt"), None, [], [], [], "")]


def _mention() -> Mention:
    return Mention(extraction=Extraction(article=Article(published_on=DAY)))


TABLE = (
    ("fast 11.000 Container", LONG_NAME, "Elbmünder Bote"),
    ("7.000 Container", "Hafenamt", "Elbmünder Bote"),
    ("300", "eine Anwohnerin", "Der Kai"),
)
QUANTITY = Quantity(
    value=Decimal(11000), qualifier=Qualifier.ALMOST, unit="Container", text="beinahe elftausend Container"
)


def predictions() -> list[Foretelling]:
    """One that is open, one that is overdue, one that came true."""
    rows = [
        Prediction(pk=number, said_on=DAY, due_first=day, due_last=day, outcome=outcome)
        for number, (day, outcome) in enumerate(FORETOLD, 1)
    ]
    return [
        Foretelling(row, PREDICTED, outcome_sign(row, TODAY), (), 0, _("not named"), due_words(row, TODAY), late)
        for row in rows
        for late in (row.is_overdue(TODAY),)
    ]


def facets() -> Facets:
    """One with a value that is chosen, one that says how many there are at least."""
    words = ((str(Form.DIRECT.label), 1234, True), (str(Form.INDIRECT.label), 56, False))
    told = [Option(str(n), label, n, str(Grouped(n)), chosen=chosen, query="") for label, n, chosen in words]
    names = [Option("1", LONG_NAME, 5000, str(Grouped(5000)), chosen=False, query="")]
    return Facets(
        [
            Facet("form", str(LABELS["form"]), told, "", "", unfolded=False, cut=False),
            Facet("source", str(LABELS["source"]), names, "more=source", "", unfolded=False, cut=True),
        ],
        str(Grouped(5000)),
    )


def _piece(text: str, *kinds: str) -> Piece:
    return Piece(text, tuple(Mark(0, len(text), kind) for kind in kinds))


PIECES: Sequence[Piece] = (
    *(_piece("Am Montag teilte "), _piece("die Sprecherin", "speaker"), _piece(" mit", "cue"), _piece(", ")),
    *(_piece("im Hafen lägen "), _piece("fast 11.000 Container", "figure"), _piece(", und zwar ")),
    *(_piece("seit Mai", "time"), _piece(".")),
)

# Sentences of an article with the claims in them: one stands in another, and one belongs to nobody but the article.
TOLD = (
    ("Der Sprecher sagte, die Behörde habe bestritten, dass ", None),
    ("die Schleuse gesperrt sei", Form.REPORTED),
    (". „", None),
    ("Das ist zu viel", Form.DIRECT),
    ("“, sagte sie. ", None),
    ("Man warte bis Mai", Form.FREE_INDIRECT),
    (". ", None),
    ("Der Hafen ist voll.", Form.NARRATIVE),
)
OUTER = "die Behörde habe bestritten, dass die Schleuse gesperrt sei"


def readings() -> list[Reading]:
    """A passage with claims of all forms that can be told apart, one within another, and the notes beside it."""
    text = "".join(words for words, _form in TOLD)
    forms = {words: form for words, form in ((OUTER, Form.INDIRECT), *TOLD) if form}
    marks = [
        Mark(text.index(words), text.index(words) + len(words), form, mention=key)
        for key, (words, form) in enumerate(forms.items(), 1)
    ]
    (passage,) = passages([Excerpt(text, 0)], marks)
    slots = {layer.mention: layer.slot for run in passage.runs for layer in run.layers}
    notes = [_note(number, form, slots[number]) for number, form in enumerate(forms.values(), 1)]
    return [Reading(passage, notes, repeated=False)]


def _note(number: int, form: Form, slot: str) -> Note:
    mention = Mention(pk=number, claim=Claim(pk=number), form=form)
    own = form == Form.NARRATIVE
    signs = [] if own else [Sign(str(form.label), f"form {form}")]
    way = [] if own else chain()[:number]
    return Note(number, mention, slot, way, _("the article itself"), signs, "", [(2, 2)] if number == 1 else [])


def chips() -> list[Chip]:
    """Short, quoted and long ones."""
    asked = (("actor", "Elbmünde"), ("q", "„zwei Metern Tiefgang“"), ("source", LONG_NAME))
    return [Chip(name, str(LABELS[name]), value, "") for name, value in asked]


def choices() -> Box:
    """A closed list of which one value is asked for."""
    choices = [Choice(one.value, str(one.label), one == Form.DIRECT) for one in Form]
    return Box("form", str(LABELS["form"]), "choices", "", choices)

"""The form of the administration: an article that somebody adds without looking at what is found first."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import FileExtensionValidator, URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.actions import add_article, note_adder, outlet_named
from sources.models import Article
from sources.reading import MAX_BYTES, UnreadableText, check_text, decode

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ArticleForm(forms.Form):
    """An article, pasted or as a file; a worker finds its claims later."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "lang": "de"}),
        help_text=gettext_lazy("German, as it was published: with its headline and date line."),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        allow_empty_file=True,
        validators=[FileExtensionValidator(["txt"])],
        widget=forms.ClearableFileInput({"accept": ".txt,text/plain"}),
        help_text=gettext_lazy("Plain text (.txt) in UTF-8."),
    )
    outlet = forms.CharField(label=gettext_lazy("Outlet"), required=False, max_length=300)
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)
    url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=2000,
        validators=[URLValidator(["http", "https"])],
        widget=forms.URLInput({"placeholder": "https://"}),
    )
    published = forms.DateField(
        label=gettext_lazy("Published on"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("“Last year” in the text is counted from this day."),
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one text that can be read; `words` is what will be stored."""
        given = super().clean() or {}
        if self.errors:
            return given
        pasted, file = given.get("text", ""), given.get("file")
        if bool(pasted.strip()) == bool(file):
            raise forms.ValidationError(_("Paste a text or choose a file, one of the two."))
        field = "file" if file else "text"
        try:
            given["words"] = _read(file) if file else _as_pasted(pasted)
            check_text(given["words"])
        except UnreadableText as error:
            self.add_error(field, _("This cannot be read: %(reason)s.") % {"reason": error})
        return given

    def add(self, now: datetime, user: Any = None) -> Article | None:
        """The article, waiting for a worker (one that is there already stays as it is); None, with an error in the form,
        where it cannot be stored."""
        given = self.cleaned_data
        try:
            article, created = add_article(
                text=given["words"],
                outlet=outlet_named(given["outlet"]) if given["outlet"] else None,
                url=given["url"],
                title=given["title"],
                published_on=given["published"],
                now=now,
            )
        except ValueError as error:
            self.add_error(None, str(error))
            return None
        if created:
            note_adder(article=article, user=user)
        return article


def _read(file: "UploadedFile[Any]") -> str:
    return decode(file.read(MAX_BYTES + 1))


def _as_pasted(text: str) -> str:
    """Browsers send every line end as CR LF, whatever was pasted; what they were is not known, so they become LF."""
    return text.replace("\r\n", "\n")

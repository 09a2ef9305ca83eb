"""Forms of the pages where articles are handed in: what is to be read, and what is known of one that was read."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.drafting import MOST_DRAFTS, Handed, TooManyDrafts, add_drafts
from claims.drafts import Draft, Way
from claims.handing_in import ENDINGS, read_upload
from sources.reading import MAX_BYTES, Refused, UnreadableText, check_text

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_FILES = 20  # at a time


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, or none."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself; Django's own field knows one only."""
        files = data if isinstance(data, list | tuple) else [data]
        if len(files) > MOST_FILES:
            words = _("These are %(given)d files; at most %(most)d are read at a time.")
            raise forms.ValidationError(words % {"given": len(files), "most": MOST_FILES})
        return [one for one in (super(FilesField, self).clean(file, initial) for file in files) if one]


def _outlet() -> forms.CharField:
    typing = {
        "list": "outlet-names",
        "autocomplete": "off",
        "hx-get": reverse_lazy("outlet-names"),
        "hx-trigger": "input changed delay:200ms",
        "hx-target": "#outlet-names",
    }
    return forms.CharField(label=gettext_lazy("Outlet"), required=False, max_length=300, widget=forms.TextInput(typing))


def _day() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("Published on"),
        required=False,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("“Last year” in the text is counted from this day."),
    )


def _address(label: Any, **more: Any) -> forms.CharField:
    widget = forms.URLInput({"placeholder": "https://", "autocomplete": "off"})
    valid = [URLValidator(["http", "https"])]
    return forms.CharField(label=label, required=False, max_length=2000, validators=valid, widget=widget, **more)


class HandInForm(forms.Form):
    """A text, files or an address, one of the three; a worker reads it, and its owner looks at what was found."""

    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12, "lang": "de"}),
        help_text=gettext_lazy("German, as it was published: with its headline and date line."),
    )
    uploads = FilesField(
        label=gettext_lazy("Files"),
        required=False,
        allow_empty_file=True,
        widget=SeveralFiles({"accept": ",".join(ENDINGS)}),
        help_text=gettext_lazy(
            "Up to 20 files of 10 MB: text (.txt, .md), pages (.html), or articles with what is known of them (.json, .jsonl)."
        ),
    )
    address = _address(
        gettext_lazy("Address"),
        help_text=gettext_lazy("This one page is fetched and its text taken out."),
    )
    outlet = _outlet()
    published = _day()

    def __init__(self, *args: Any, fetches: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not fetches:
            del self.fields["address"]

    def clean(self) -> dict[str, Any]:
        """`handed` is what can be read, `refused` what cannot; an error where nothing can."""
        given = super().clean() or {}
        if self.errors:
            return given
        pasted, files, address = given.get("text") or "", given.get("uploads") or [], given.get("address") or ""
        if bool(pasted.strip()) + bool(files) + bool(address) != 1:
            raise forms.ValidationError(_("Paste a text, choose files or give an address, one of the three."))
        given["refused"] = []
        if files:
            given["handed"], given["refused"] = self._from_files(files)
        else:
            told = {"outlet": given["outlet"], "published": given["published"]}
            given["handed"] = [
                Handed(Way.ADDRESS, url=address, **told) if address else Handed(Way.PASTED, text=self._pasted(), **told)
            ]
        return given

    def hand_in(self, user: Any, now: datetime) -> Sequence[Draft]:
        """The drafts; none, with an error in the form, where somebody has too many."""
        try:
            return add_drafts(handed=self.cleaned_data["handed"], user=user, now=now)
        except TooManyDrafts:
            words = _("You have too many drafts; store or discard some. %(most)d is the most.")
            self.add_error(None, words % {"most": MOST_DRAFTS})
            return []

    def _pasted(self) -> str:
        """Browsers send every line end as CR LF, whatever was pasted; what they were is not known, so they become LF."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            check_text(text)
        except UnreadableText as error:
            self.add_error("text", _("This cannot be read: %(reason)s.") % {"reason": error})
        return text

    def _from_files(self, files: Sequence["UploadedFile[Any]"]) -> tuple[list[Handed], list[Refused]]:
        """What every file holds; what is said in the form counts where a file does not say it itself."""
        found = [one for file in files for one in read_upload(file.name or "?", file.read(MAX_BYTES + 1))]
        refused = [one for one in found if isinstance(one, Refused)]
        handed = [self._described(one) for one in found if isinstance(one, Handed)]
        if len(handed) > MOST_DRAFTS:
            words = ngettext("This is %(n)d article.", "These are %(n)d articles.", len(handed)) % {"n": len(handed)}
            more = _("At most %(most)d are read at a time; for more there is “manage.py ingest”.")
            self.add_error("uploads", f"{words} {more % {'most': MOST_DRAFTS}}")
        if not handed:
            told = [f"{one.place}: {one.reason}" for one in refused] or [_("There is no article in it.")]
            self.add_error("uploads", told)
        return handed, refused

    def _described(self, one: Handed) -> Handed:
        outlet = one.outlet or self.cleaned_data["outlet"]
        published = one.published or self.cleaned_data["published"]
        return Handed(one.way, one.text, one.page, one.place, one.url, outlet, one.title, published)


class DescribeForm(forms.Form):
    """What is known of a draft that was read, before it is stored."""

    outlet = _outlet()
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=500)
    published = _day()
    url = _address(gettext_lazy("Address"))

    @classmethod
    def of(cls, draft: Draft, posted: Any = None) -> "DescribeForm":
        """The form with what is known, or with what was `posted`."""
        known = {
            "outlet": draft.outlet_name,
            "title": draft.title,
            "published": draft.published_on,
            "url": draft.url,
        }
        return cls(posted, initial=known)

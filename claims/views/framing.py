"""Pages that others may show inside their own; all the rest refuse to be framed."""

from collections.abc import Callable

from csp.constants import NONE
from csp.decorators import csp_replace
from django.http import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

LOADED = ("script-src", "img-src", "font-src", "connect-src", "form-action")
FRAMED = {"frame-ancestors": ["*"], **{directive: [NONE] for directive in LOADED}}

View = Callable[..., HttpResponseBase]


def framed_anywhere(view: View) -> View:
    """`view` for anybody's frame. Only for pages on which nothing can be done: they carry no form and no account, and may
    load a style sheet and nothing else."""
    framed: View = csp_replace(FRAMED)(view)
    return xframe_options_exempt(framed)

"""Pages that others may show inside their own; all the rest refuse to be framed."""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponseBase]


def framed_anywhere(view: View) -> View:
    """`view` for anybody's frame. Only for pages on which nothing can be done: they carry no form and no account."""
    framed: View = csp_replace({"frame-ancestors": ["*"]})(view)
    return xframe_options_exempt(framed)

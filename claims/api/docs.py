"""The API's description for people: Swagger UI from our own server, with no script or style written into the page."""

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularSwaggerSplitView


@method_decorator(csp_update({"img-src": ["data:"]}), name="dispatch")  # its style sheet draws its arrows itself
class DocsView(SpectacularSwaggerSplitView):
    """The page, and its script under the same address."""

    url_name = "api-schema"
    template_name = "claims/api_docs.html"

"""The addresses under /api/: what is listed, what is shown, and the index. All of it can only be read."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, QueryDict
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from claims import evidence, outlook
from claims.actor_filters import ActorFilter, ExpertFilter, NamedFilter
from claims.api import serializers as shapes
from claims.api.candidates import ResolutionsSerializer
from claims.api.filtering import KeptFilters
from claims.api.paging import ClaimCursor
from claims.api.problems import PROBLEMS, InvalidParameter
from claims.article_filters import ArticleFilter
from claims.background import attach_background
from claims.filters import ClaimFilter, Fault, missing, query_faults
from claims.foretold import PredictionFilter
from claims.models import Claim, Prediction, Relation
from claims.parameters import LONGEST_VALUE, MOST_VALUES
from claims.related import attach_relations, attach_roots
from claims.relation_filters import RelationFilter
from sources.affiliations import attach_affiliations
from sources.models import Actor, Article, root_of
from sources.resolving import resolve

PROBLEM = "application/problem+json"
REFUSED = {(400, PROBLEM): OpenApiResponse(shapes.ProblemSerializer, "A parameter is unknown or has a wrong value.")}
MISSING = {(404, PROBLEM): OpenApiResponse(shapes.ProblemSerializer, "There is nothing at this address.")}
PAGING = ("cursor", "page_size")
MOVED = {308: OpenApiResponse(description="It was merged into another, or has another address: see `Location`.")}


class OpenView(APIView):
    """Everybody may read; a session tells who may read more. A parameter that is not known is refused."""

    authentication_classes = [SessionAuthentication]
    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuses nonsense before anything looks at it (the parent reads `format` by itself)."""
        if request.method in ("GET", "HEAD") and (faults := self.faults(request.query_params)):
            raise InvalidParameter(faults)
        super().initial(request, *args, **kwargs)

    def faults(self, query: QueryDict) -> list[Fault]:
        """What is wrong with the query parameters; an address takes none unless it says so."""
        return query_faults(query, ())


def documented(lists: type[Any], shows: type[Any], what: str) -> Any:
    """The schema of a resource that `lists` and `shows` these shapes."""
    return extend_schema_view(
        list=extend_schema(summary=f"List {what}s", responses={200: lists(many=True)} | REFUSED),
        retrieve=extend_schema(summary=f"Show one {what}", responses={200: shows} | MOVED | REFUSED | MISSING),
    )


class Resource(OpenView, ReadOnlyModelViewSet[Any]):
    """A list, and its members. A member that was merged, or asked for by another key, answers 308 with its address."""

    filter_backends = [KeptFilters]
    pagination_class = ClaimCursor
    filterset_class: type[Any]

    def faults(self, query: QueryDict) -> list[Fault]:
        """What is wrong with the filters and paging of a list; one member takes no parameters."""
        if self.action != "list":
            return super().faults(query)
        faults: list[Fault] = self.filterset_class(query).faults(also=PAGING)
        return faults

    def find(self, key: str) -> Model:
        """The row with the `key` of the address; Http404 without one."""
        row: Model = get_object_or_404(self.get_queryset(), **{self.lookup_field: key})
        return row

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row, or where it is now."""
        row = self.find(kwargs[self.lookup_field])
        root = root_of(row) if isinstance(row, Claim | Actor) else row
        now = str(getattr(root, self.lookup_field))
        if now == kwargs[self.lookup_field]:
            return Response(self.get_serializer(row).data)
        url = reverse(f"{self.basename}-detail", args=[now], request=request)
        return Response({"url": url}, status=308, headers={"Location": url})


@documented(shapes.ClaimSerializer, shapes.ClaimSerializer, "claim")
class ClaimResource(Resource):
    """Claims, newest first; without a filter all that no curator rejected and that were not merged into others."""

    queryset = Claim.objects.all()
    serializer_class = shapes.ClaimSerializer
    filterset_class = ClaimFilter
    lookup_value_regex = "[0-9]+"

    def find(self, key: str) -> Claim:
        """The claim with its mentions and relations."""
        claim = get_object_or_404(Claim, pk=key)
        evidence.attach_mentions([claim])
        attach_background([claim])
        attach_relations([claim])
        return claim

    def paginate_queryset(self, queryset: QuerySet[Any] | Sequence[Any]) -> list[Any] | None:
        """One page of claims with their mentions and relations."""
        claims = super().paginate_queryset(queryset)
        evidence.attach_mentions(claims or [])
        attach_background(claims or [])
        attach_relations(claims or [])
        return claims


@documented(shapes.ArticleSerializer, shapes.ArticleDetailSerializer, "article")
class ArticleResource(Resource):
    """Articles, newest first; one that was withdrawn stays as a tombstone without its text."""

    queryset = Article.objects.all()
    filterset_class = ArticleFilter
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Article]:
        articles = evidence.with_sources(Article.objects.all())
        return articles.defer("body__text") if self.action == "list" else articles

    def get_serializer_class(self) -> Any:
        return shapes.ArticleSerializer if self.action == "list" else shapes.ArticleDetailSerializer


class NamedResource(Resource):
    """Actors of some sort, found by slug; an id leads to the slug."""

    queryset = Actor.objects.all()
    filterset_class: type[Any] = NamedFilter
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    def find(self, key: str) -> Actor:
        """The actor with this slug, else with this id."""
        actor: Actor | None = self.get_queryset().filter(slug=key).first()
        return actor or get_object_or_404(self.get_queryset(), pk=key if key.isdigit() else None)


@documented(shapes.ActorSerializer, shapes.ActorSerializer, "actor")
class ActorResource(NamedResource):
    """Whoever can act or speak, newest first: states, persons, organisations, outlets, groups, documents, places."""

    serializer_class = shapes.ActorSerializer
    filterset_class = ActorFilter

    def get_queryset(self) -> QuerySet[Actor]:
        return evidence.with_names(Actor.objects.roots() if self.action == "list" else Actor.objects.all())


@documented(shapes.ExpertSerializer, shapes.ExpertSerializer, "expert")
class ExpertResource(NamedResource):
    """Persons who were quoted with a role or affiliation, newest first."""

    serializer_class = shapes.ExpertSerializer
    filterset_class = ExpertFilter

    def get_queryset(self) -> QuerySet[Actor]:
        experts = Actor.objects.experts()
        return evidence.with_names(experts.roots() if self.action == "list" else experts)

    def find(self, key: str) -> Actor:
        """The expert with what it was quoted as."""
        expert = super().find(key)
        attach_affiliations([expert])
        return expert

    def paginate_queryset(self, queryset: QuerySet[Any] | Sequence[Any]) -> list[Any] | None:
        """One page of experts with what they were quoted as."""
        experts = super().paginate_queryset(queryset)
        attach_affiliations(experts or [])
        return experts


@documented(shapes.OutletSerializer, shapes.OutletSerializer, "outlet")
class OutletResource(NamedResource):
    """Newspapers, agencies, broadcasters, newest first."""

    serializer_class = shapes.OutletSerializer

    def get_queryset(self) -> QuerySet[Actor]:
        outlets = Actor.objects.outlets()
        return evidence.with_articles(outlets.roots() if self.action == "list" else outlets)


@documented(shapes.RelationSerializer, shapes.RelationSerializer, "relation")
class RelationResource(Resource):
    """How claims stand to each other, newest first; without `status` what nobody refused, between claims that were not
    joined, each two (with what was joined into them) once for each kind."""

    queryset = Relation.objects.all()
    serializer_class = shapes.RelationSerializer
    filterset_class = RelationFilter
    lookup_value_regex = "[0-9]+"

    def find(self, key: str) -> Model:
        """The relation with what its claims were joined into."""
        relation = get_object_or_404(Relation, pk=key)
        attach_roots([relation])
        return relation

    def paginate_queryset(self, queryset: QuerySet[Any] | Sequence[Any]) -> list[Any] | None:
        """One page of relations with what their claims were joined into."""
        relations = super().paginate_queryset(queryset)
        attach_roots(relations or [])
        return relations


@documented(shapes.PredictionSerializer, shapes.PredictionSerializer, "prediction")
class PredictionResource(Resource):
    """Claims about what is to come, newest first: when each is due and what became of it."""

    serializer_class = shapes.PredictionSerializer
    filterset_class = PredictionFilter
    lookup_value_regex = "[0-9]+"

    def get_queryset(self) -> QuerySet[Prediction]:
        return outlook.shown(Prediction.objects.all())

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One prediction; one whose claim was merged is where that is now."""
        claim = get_object_or_404(Claim, pk=kwargs[self.lookup_field])
        root = get_object_or_404(self.get_queryset(), pk=root_of(claim).pk)
        if root.pk == claim.pk:
            return Response(self.get_serializer(root).data)
        url = reverse("prediction-detail", args=[root.pk], request=request)
        return Response({"url": url}, status=308, headers={"Location": url})


LISTS = ("claim", "article", "actor", "expert", "outlet", "figure", "relation", "prediction")
NAME = OpenApiParameter(
    "name",
    {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE}, "maxItems": MOST_VALUES},
    description="A name as somebody may write it, a slug, our id, Wikidata id or ISO code; may be repeated.",
    required=True,
    examples=[
        OpenApiExample("A capital that stands for its state", value=["Moskau"]),
        OpenApiExample("An office", value=["russischer Außenminister"]),
        OpenApiExample("Several people", value=["Kim"]),
        OpenApiExample("Several names", value=["DVRK", "US-Präsident Biden", "Q159"]),
    ],
)


class ResolveView(OpenView):
    """Whom names may mean, how likely, and why. A name is taken whole here: commas and `!` are part of it."""

    def faults(self, query: QueryDict) -> list[Fault]:
        return query_faults(query, ["name"]) or missing("name", query)

    @extend_schema(
        operation_id="resolve",
        summary="Resolve names",
        parameters=[NAME],
        responses={200: ResolutionsSerializer} | REFUSED,
    )
    def get(self, request: Request) -> Response:
        """The candidates for each name, ranked, with machine-readable reasons; names that nobody has get none."""
        results = resolve(request.query_params.getlist("name"))
        return Response(ResolutionsSerializer({"results": results}, context={"request": request}).data)


class IndexView(OpenView):
    """Where everything is."""

    @extend_schema(operation_id="index", summary="Index", responses={200: shapes.IndexSerializer} | REFUSED)
    def get(self, request: Request) -> Response:
        """The addresses of all lists and of the documentation."""
        lists = {f"{name}s": f"{name}-list" for name in LISTS}
        addresses = lists | {"resolve": "api-resolve", "schema": "api-schema", "docs": "api-docs"}
        return Response({name: reverse(view, request=request) for name, view in addresses.items()})


class ProblemView(OpenView):
    """What the `type` of an error stands for."""

    @extend_schema(
        operation_id="explain_error",
        summary="Explain an error",
        responses={200: shapes.ProblemTypeSerializer} | REFUSED | MISSING,
    )
    def get(self, request: Request, name: str) -> Response:
        """Title and status of one type of error."""
        if name not in PROBLEMS:
            raise Http404
        status, title = PROBLEMS[name]
        return Response({"type": request.path, "title": title, "status": status})

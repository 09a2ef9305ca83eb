"""One claim in full, the list in a fixed number of queries, and merged claims."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from tests.claims.api.conftest import belongs
from tests.factories import (
    NOON,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    ExtractionFactory,
    MentionActorFactory,
    MentionFactory,
    QuantityFactory,
    RelationFactory,
)


def mention_of(api, claim_id):
    """The only mention of a claim as the API gives it."""
    [mention] = api.get(f"/api/claims/{claim_id}/").json()["mentions"]
    return mention


def test_a_claim_has_exactly_the_promised_fields(api, world):
    claim = api.get(f"/api/claims/{world.inner.claim_id}/").json()
    assert set(claim) == {
        *("id", "url", "statement", "status", "created_at", "mentions", "mentions_count", "origins_count", "denied"),
        *("disputed", "within", "origins", "circular", "hedge_losses", "relations"),
    }
    [mention] = claim["mentions"]
    assert set(mention) == set(
        re.findall(
            r"\w+",
            "id article parent whole statement form spans text fragments chain stance certainty polarity hearsay tense actors "
            "quantities times confidence why",
        )
    )
    assert set(mention["article"]) == {"id", "url", "title", "outlet", "published_on", "address"}
    assert set(mention["chain"][0]) == {
        *("actor", "surface", "span", "role", "affiliation", "speaks_for", "anonymity", "kind", "cue"),
    }


@pytest.mark.usefixtures("world")
def test_the_address_of_a_claim_leads_to_it(api):
    [newest, _oldest] = api.get("/api/claims/").json()["results"]
    assert api.get(newest["url"]).json() == newest


def test_the_chain_has_the_origin_first_with_exact_places(api, world):
    mention = mention_of(api, world.inner.claim_id)
    text = world.inner.extraction.article.body.text
    origin, teller = mention["chain"]
    assert (origin["actor"]["name"], origin["anonymity"]) == ("Schätzungen", "collective")
    assert (teller["actor"]["name"], teller["cue"]["text"]) == ("Anna Alt", "sagte")
    assert text[slice(*teller["span"])] == teller["surface"] == "Anna Alt"
    assert text[slice(*teller["cue"]["span"])] == "sagte"
    assert [text[start:end] for start, end in mention["spans"]] == [mention["text"]]


def test_a_nested_claim_names_what_it_is_nested_in(api, world):
    assert mention_of(api, world.inner.claim_id)["parent"] == {
        "mention": world.outer.pk,
        "claim": world.outer.claim_id,
        "text": world.outer.text,
        "origin": "Anna Alt",
    }
    assert mention_of(api, world.outer.claim_id)["parent"] is None


@pytest.mark.usefixtures("world")
def test_a_source_that_is_not_named_is_shown_as_unknown(api):
    mention = MentionFactory()
    AttributionFactory(mention=mention, actor=None, anonymity="anonymous")
    [hop] = mention_of(api, mention.claim_id)["chain"]
    assert hop == {
        "actor": None,
        "surface": None,
        "span": None,
        "role": None,
        "affiliation": None,
        "speaks_for": None,
        "anonymity": "anonymous",
        "kind": "unknown",
        "cue": None,
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [("5000000", "5000000"), ("1.5", "1.5"), ("0", "0"), ("-3.250", "-3.25"), ("1E+12", "1000000000000")],
)
def test_figures_are_numbers_and_whole_ones_have_no_fraction(api, value, written):
    quantity = QuantityFactory(value=value, low=value)
    answer = api.get(f"/api/claims/{quantity.mention.claim_id}/").content.decode()
    assert f'"value":{written},"low":{written},"high":null' in answer


def test_only_current_extractions_count_and_the_newest_article_comes_first(api):
    claim = ClaimFactory()
    for day, retired in ((3, None), (9, None), (5, NOON), (None, None)):
        article = ArticleFactory(published_on=day and date(2026, 11, day))
        extraction = ExtractionFactory(article=article, retired_at=retired)
        MentionFactory(claim=claim, extraction=extraction)
    mentions = api.get(f"/api/claims/{claim.pk}/").json()["mentions"]
    assert [mention["article"]["published_on"] for mention in mentions] == ["2026-11-09", "2026-11-03", None]


def merge(*mentions):
    """Merges the claim of each mention into that of the next."""
    for mention, into in pairwise(mentions):
        Claim.objects.filter(pk=mention.claim_id).update(merged_into=into.claim_id)


def test_a_merged_claim_leads_to_its_root_which_shows_all_mentions(api):
    root, middle, leaf = MentionFactory.create_batch(3)
    merge(leaf, middle, root)
    moved = api.get(f"/api/claims/{leaf.claim_id}/")
    assert (moved.status_code, moved["Location"]) == (308, f"http://testserver/api/claims/{root.claim_id}/")
    [claim] = api.get("/api/claims/").json()["results"]
    assert {mention["id"] for mention in claim["mentions"]} == {root.pk, middle.pk, leaf.pk}
    assert api.get(moved["Location"]).json() == claim


def test_a_long_chain_of_merges_is_followed_by_filters_and_counts(api):
    *merged, root = mentions = MentionFactory.create_batch(6)
    merge(*mentions)
    for mention in merged:
        [claim] = api.get(f"/api/claims/?article={mention.extraction.article_id}").json()["results"]
        assert (claim["id"], len(claim["mentions"])) == (root.claim_id, 6)
        assert api.get(f"/api/articles/{mention.extraction.article_id}/").json()["claims_count"] == 1


def test_an_id_written_otherwise_leads_to_the_address(api, world):
    assert api.get(f"/api/claims/000{world.inner.claim_id}/")["Location"].endswith(
        f"/api/claims/{world.inner.claim_id}/"
    )


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("key", ["999", "9223372036854775808", "9" * 40, "9" * 5000, "0"])
def test_a_claim_that_is_not_there_is_404(api, key):
    answer = api.get(f"/api/claims/{key}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def rich_claim(world):
    """One more claim about Russia, nested, with a hop, an actor and a figure."""
    mention = MentionFactory(extraction=world.outer.extraction, parent=world.outer, text=world.inner.text)
    AttributionFactory(mention=mention, actor=ActorFactory())
    MentionActorFactory(mention=mention, actor=ActorFactory())
    QuantityFactory(mention=mention)
    belongs(mention.claim, world.russia)
    RelationFactory(from_claim=mention.claim, to_claim=ClaimFactory(), kind="contradicts")


def tables(queries):
    """The first table of each query."""
    return [re.search(r'FROM "?(\w+)', query["sql"])[1] for query in queries]


@pytest.mark.parametrize("more", [0, 20])
def test_a_list_takes_the_same_queries_however_long_it_is(api, world, more):
    RelationFactory(from_claim=world.inner.claim, to_claim=ClaimFactory(), kind="updates")
    for _number in range(more):
        rich_claim(world)
    with CaptureQueriesContext(connection) as captured:
        results = api.get("/api/claims/?actor=Moskau&page_size=500").json()["results"]
    assert len(results) == 1 + more
    assert tables(captured.captured_queries) == [
        "sources_alias",  # whose name "Moskau" may be
        "sources_actor",  # these, and all that was merged together with them
        "claims_claim",  # the page
        "claims_mention",  # current mentions with article, outlet and parent
        "claims_attribution",  # their chains with actors
        "claims_mentionactor",  # whom they are about
        "claims_quantity",  # their figures
        "claims_claimtime",  # their times
        "claims_attribution",  # who says what they are nested in
        "claims_mention",  # where they stand, for their origins
        "claims_attribution",  # by way of whom
        "sources_usedsource",  # from which listed sources
        "sources_actor",  # which of these were merged
        "sources_actor",  # those that are named as origins
        "claims_claim",  # what belongs together with the claims by joining
        "claims_relation",  # how others stand to them
        "claims_claim",  # what these were joined into
        "claims_claim",  # and that
    ]

"""Claims as JSON-LD: schema.org's words, what is left out, whose words are not given away."""

import json
from datetime import date

import pytest

from claims.evidence import attach_mentions
from claims.linked_data import document
from tests.factories import (
    NOON,
    ActorFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimFactory,
    MentionActorFactory,
    MentionFactory,
)

SITE = "https://factbase.example"


def node_of(claim):
    attach_mentions([claim])
    return json.loads(json.dumps(document(claim, SITE)))


@pytest.mark.django_db
def test_a_claim_has_its_text_author_subject_and_appearances():
    russia = ActorFactory(name="Russia", kind="country", qid="Q159", slug="russia")
    expert = ActorFactory(name="Anna Alt", kind="person")
    agency = ActorFactory(name="Agentur", kind="outlet")
    mention = MentionFactory()
    AttributionFactory(mention=mention, actor=expert)
    AttributionFactory(mention=mention, position=1, actor=agency)
    MentionActorFactory(mention=mention, actor=russia)
    article, claim = mention.extraction.article, mention.claim
    address = f"{SITE}/articles/{article.pk}/"
    author = {"@type": "Person", "@id": f"{SITE}/actors/{expert.slug}/", "name": "Anna Alt"}
    assert node_of(claim) == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": f"{SITE}/claims/{claim.pk}/",
        "url": f"{SITE}/claims/{claim.pk}/",
        "identifier": str(claim.pk),
        "text": claim.statement,
        "inLanguage": "de",
        "dateCreated": NOON.isoformat(),
        "creativeWorkStatus": "unreviewed",
        "author": [author],
        "about": [
            {
                "@type": "Country",
                "@id": f"{SITE}/actors/russia/",
                "name": "Russia",
                "sameAs": "https://www.wikidata.org/wiki/Q159",
            }
        ],
        "firstAppearance": {"@id": address},
        "appearance": [
            {
                "@type": "NewsArticle",
                "@id": address,
                "url": article.url,
                "headline": article.title,
                "datePublished": "2026-11-20",
                "publisher": {
                    "@type": "NewsMediaOrganization",
                    "@id": f"{SITE}/actors/{article.outlet.slug}/",
                    "name": article.outlet.name,
                },
                "hasPart": [
                    {
                        "@type": "Quotation",
                        "@id": f"{address}#m{mention.pk}",
                        "text": mention.text,
                        "spokenByCharacter": [
                            author,
                            {"@type": "Organization", "@id": f"{SITE}/actors/{agency.slug}/", "name": "Agentur"},
                        ],
                    }
                ],
            }
        ],
        "isPartOf": {"@type": "Dataset", "name": "factbase", "url": f"{SITE}/"},
    }


@pytest.mark.django_db
def test_what_is_not_known_is_left_out():
    article = ArticleFactory(outlet=None, url="", title="", published_on=None)
    mention = MentionFactory(extraction__article=article)
    AttributionFactory(mention=mention, actor=None)
    node = node_of(mention.claim)
    assert not {"author", "about", "firstAppearance"} & node.keys()
    assert set(node["appearance"][0]) == {"@type", "@id", "url", "hasPart"}
    assert "spokenByCharacter" not in node["appearance"][0]["hasPart"][0]


@pytest.mark.django_db
def test_whoever_denies_it_is_no_author_of_it():
    claim = ClaimFactory()
    for denies, name in ((False, "Ja"), (True, "Nein")):
        mention = MentionFactory(claim=claim, denies=denies)
        AttributionFactory(mention=mention, actor=ActorFactory(name=name))
    assert [one["name"] for one in node_of(claim)["author"]] == ["Ja"]


@pytest.mark.django_db
def test_the_words_of_a_withdrawn_article_are_not_given_away():
    article = ArticleFactory(withdrawn_at=NOON, withdrawn_reason="Urteil")
    node = node_of(MentionFactory(extraction__article=article).claim)
    assert "hasPart" not in node["appearance"][0]


@pytest.mark.django_db
def test_an_article_appears_once_and_the_earliest_is_first():
    claim = ClaimFactory()
    late = MentionFactory(claim=claim, extraction__article__published_on=date(2026, 5, 2))
    early = MentionFactory(claim=claim, extraction__article__published_on=date(2026, 5, 1))
    MentionFactory(claim=claim, extraction=late.extraction)
    node = node_of(claim)
    assert len(node["appearance"]) == 2
    assert node["firstAppearance"]["@id"].endswith(f"/articles/{early.extraction.article_id}/")
    assert [len(one["hasPart"]) for one in node["appearance"]] == [2, 1]

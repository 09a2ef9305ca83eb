"""What no constraint holds is found, each fault by its sentence."""

import pytest

from claims.forecasting import derive_predictions
from claims.models import Claim, Concept, ConceptWord
from claims.predictions import PredictionSource
from sources.models import Actor, Affiliation, Alias
from tests.claims.test_commands import call
from tests.factories import (
    ActorFactory,
    AffiliationFactory,
    AliasFactory,
    ArticleFactory,
    AttributionFactory,
    ClaimActorFactory,
    ClaimFactory,
    ConceptFactory,
    ConceptWordFactory,
    MentionActorFactory,
    MentionFactory,
    MergeSuggestionFactory,
    PredictionFactory,
    QuantityFactory,
    RelationFactory,
    SeriesFactory,
)


def _break_derived():
    claim = MentionActorFactory().mention.claim
    return f"claim {claim.pk} has wrong derived actors"


def _break_derived_otherwise():
    claim = MentionFactory(extraction__article=ArticleFactory()).claim
    ClaimActorFactory(claim=claim, exact=False)
    return f"claim {claim.pk} has wrong derived actors"


def _break_numbers():
    claim = MentionFactory(extraction__article=ArticleFactory()).claim
    return f"claim {claim.pk} has wrong derived numbers"


def _break_prediction():
    return f"claim {MentionFactory(tense='future').claim.pk} has a wrong prediction"


def _break_prediction_otherwise():
    return f"claim {PredictionFactory(claim=MentionFactory().claim).pk} has a wrong prediction"


def _break_sources_of_prediction():
    claim = MentionFactory(tense="future").claim
    derive_predictions([claim.pk])
    PredictionSource.objects.all().delete()
    return f"claim {claim.pk} has a wrong prediction"


def _break_hash():
    return f"article {ArticleFactory(sha256='0' * 64, state='waiting').pk} has a hash that is not that of its text"


def _break_copy():
    article = ArticleFactory(copy_of=ArticleFactory(state="waiting"), state="waiting")
    return f"article {article.pk} is no copy of the one it points to"


def _break_link():
    ArticleFactory(text="Eins.", state="waiting")
    return f"article {ArticleFactory(text='Eins.', state='waiting').pk} is a copy that is not linked"


def _break_key():
    alias = AliasFactory(text="Moskau")
    Alias.objects.update(key="alt")
    return f"alias {alias.pk} (Moskau) has an old key"


def _break_key_of_affiliation():
    affiliation = AffiliationFactory(role="", organisation_name="Ewha Universität")
    Affiliation.objects.update(key="alt")
    return f"affiliation {affiliation.pk} (Ewha Universität) has an old key"


def _break_kinds():
    return f"actor {ActorFactory(kind='person', merged_into=ActorFactory()).pk} was merged into one of another kind"


def _break_confirmed():
    return f"suggested merge {MergeSuggestionFactory(status='confirmed').pk} is not what became of its actors"


def _break_suggested():
    row = MergeSuggestionFactory()
    Actor.objects.filter(pk=row.first.pk).update(merged_into=row.second)
    return f"suggested merge {row.pk} is not what became of its actors"


def _break_confirmed_same():
    relation = RelationFactory(kind="same", status="confirmed")
    return f"relation {relation.pk} is not what became of its claims"


def _break_suggested_same():
    relation = RelationFactory(kind="same")
    Claim.objects.filter(pk=relation.to_claim_id).update(merged_into=relation.from_claim_id)
    return f"relation {relation.pk} is not what became of its claims"


def _break_part():
    whole = MentionFactory()
    part = MentionFactory(extraction=whole.extraction, whole=whole)
    Claim.objects.filter(pk=part.claim_id).update(merged_into=whole.claim)
    return f"mention {part.pk} belongs to the claim that it is a part of"


def _break_whole():
    one, two = ActorFactory(), ActorFactory()
    Actor.objects.filter(pk=one.pk).update(part_of=two)
    Actor.objects.filter(pk=two.pk).update(part_of=one)
    return f"actor {one.pk} is part of itself"


def _break_nesting():
    one = MentionFactory()
    two = MentionFactory(extraction=one.extraction, parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=two)
    return f"mention {two.pk} is nested in itself"


def _break_figure():
    concept = ConceptFactory(words=["granate"])
    point = QuantityFactory(mention=MentionActorFactory().mention)
    assert point.thing != concept
    return f"figure {point.pk} is not in the series that its words give"


def _break_concepts():
    one = ConceptFactory()
    two = ConceptFactory(broader=one)
    Concept.objects.filter(pk=one.pk).update(broader=two)
    return f"concept {one.pk} is part of itself"


def _break_word():
    word = ConceptWordFactory(text="Granate")
    ConceptWord.objects.update(key="alt")
    return f"word {word.pk} (Granate) has an old key"


def _faults():
    """What breaks a rule, by name; each gives the finding that it has to lead to."""
    return {
        "no mention": lambda: f"claim {ClaimFactory().pk} has no mention",
        "derived row missing": _break_derived,
        "derived row too many": _break_derived_otherwise,
        "derived numbers": _break_numbers,
        "prediction missing": _break_prediction,
        "prediction too many": _break_prediction_otherwise,
        "sources of a prediction": _break_sources_of_prediction,
        "hash": _break_hash,
        "no text": lambda: f"article {ArticleFactory(body=None, state='waiting').pk} has no text and is not withdrawn",
        "copy": _break_copy,
        "link": _break_link,
        "done": lambda: f"article {ArticleFactory().pk} is done and has no extraction",
        "figure": _break_figure,
        "series": lambda: f"series {SeriesFactory(points_count=1).pk} has wrong numbers",
        "concepts": _break_concepts,
        "word": _break_word,
        "key": _break_key,
        "key of an affiliation": _break_key_of_affiliation,
        "kinds": _break_kinds,
        "confirmed": _break_confirmed,
        "not confirmed": _break_suggested,
        "same and apart": _break_confirmed_same,
        "same and joined": _break_suggested_same,
        "part": _break_part,
        "whole": _break_whole,
        "nesting": _break_nesting,
        "chain": lambda: f"mention {AttributionFactory(position=1, actor=None).mention_id} has a gap in its chain",
    }


FAULTS = _faults()


@pytest.mark.django_db
@pytest.mark.parametrize("fault", FAULTS)
def test_check_data_tells_what_is_wrong(fault):
    finding = FAULTS[fault]()
    out, _err, error = call("check_data")
    assert finding in out.splitlines()
    assert error == f"{len(out.splitlines())} findings"

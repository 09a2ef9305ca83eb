"""Actors, experts and outlets in the admin: every change is recorded, kept from loading, and refused where it is nonsense."""

import pytest
from django.urls import reverse

from claims.models import Decision
from sources.actions import load_knowledge
from sources.knowledge import KnownActor
from sources.models import Actor, Alias, Expert
from tests.claims.test_admin import LONG, post_of
from tests.factories import ActorFactory, AffiliationEvidenceFactory, AffiliationFactory

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:sources_actor_changelist"), reverse("admin:sources_actor_add")


def page(actor):
    return reverse("admin:sources_actor_change", args=[actor.pk])


def save(client, actor, **changed):
    """Saves the page of `actor` with some fields changed; `__` stands for a dash."""
    data = post_of(client.get(page(actor))) | {key.replace("__", "-"): value for key, value in changed.items()}
    return client.post(page(actor), data)


def errors(response):
    """What a refused form says."""
    assert response.status_code == 200
    inlines = [
        [*part.formset.errors, part.formset.non_form_errors()] for part in response.context["inline_admin_formsets"]
    ]
    return f"{response.context['adminform'].form.errors} {inlines}"


class TestFinding:
    @pytest.mark.parametrize(
        "typed", ["Russland", "russland", "RUSSIA", "mosk", "Q159", "russische föderation", "russ"]
    )
    def test_by_any_name(self, typed, admin_client):
        russia = ActorFactory(
            name="Russia", name_de="Russland", slug="ru", qid="Q159", aliases=["Moskau", "Russische Föderation"]
        )
        ActorFactory(name="Norway")
        assert list(admin_client.get(LIST, {"q": typed}).context["cl"].result_list) == [russia]

    def test_outlets_are_a_narrowed_list(self, admin_client):
        outlet = ActorFactory(kind="outlet")
        ActorFactory(kind="person")
        response = admin_client.get(LIST, {"kind__exact": "outlet"})
        assert list(response.context["cl"].result_list) == [outlet]
        assert f'{LIST}?kind__exact=outlet"' in admin_client.get(LIST).content.decode()

    def test_experts_are_persons_who_were_quoted_as_something(self, admin_client):
        expert = AffiliationFactory(role="Professorin", organisation_name="Universität Kiel").person
        ActorFactory(kind="person")
        response = admin_client.get(reverse("admin:sources_expert_changelist"))
        assert [row.pk for row in response.context["cl"].result_list] == [expert.pk]
        assert "Professorin, Universität Kiel" in response.content.decode()

    def test_list_queries(self, admin_client, django_assert_num_queries):
        """Session, user, count, page of actors; for experts one more, what they were quoted as."""
        AffiliationFactory.create_batch(12)
        with django_assert_num_queries(4):
            admin_client.get(LIST)
        with django_assert_num_queries(5):
            admin_client.get(reverse("admin:sources_expert_changelist"))


class TestChanging:
    def test_a_name_is_recorded_and_not_loaded_over(self, admin_client, admin_user):
        actor = ActorFactory(name="Rusia", slug="russia", kind="country")
        assert save(admin_client, actor, name="Russia").status_code == 302
        load_knowledge(known=[KnownActor("russia", "Loaded", "Geladen", "country")])
        actor.refresh_from_db()
        decision = Decision.objects.get(actor=actor)
        assert (actor.name, actor.curated) == ("Russia", True)
        assert (decision.user, decision.before["name"], decision.after["name"]) == (admin_user, "Rusia", "Russia")

    def test_a_new_alias_marks_its_actor(self, admin_client):
        actor = ActorFactory(name="Russia")
        changed = {"aliases__TOTAL_FORMS": 2, "aliases__1__text": "Rußland", "aliases__1__kind": "spelling"}
        assert save(admin_client, actor, **changed, aliases__1__actor=actor.pk).status_code == 302
        actor.refresh_from_db()
        assert (Alias.objects.get(text="Rußland").key, actor.curated) == ("russland", True)
        assert "aliases" in Decision.objects.get().after

    def test_an_alias_is_taken_away(self, admin_client):
        actor = ActorFactory(aliases=["Falsch"])
        save(admin_client, actor, aliases__1__DELETE="on")
        assert not Alias.objects.filter(text="Falsch").exists()
        assert Decision.objects.filter(actor=actor).exists()

    def test_an_affiliation_is_mended(self, admin_client):
        row, organisation = AffiliationEvidenceFactory().affiliation, ActorFactory()
        save(admin_client, row.person, affiliations__0__organisation=organisation.pk)
        row.refresh_from_db()
        assert row.organisation == organisation
        assert row.evidence.exists()
        assert "affiliations" in Decision.objects.get().after

    def test_saving_without_a_change_leaves_no_trace(self, admin_client):
        actor = AffiliationFactory().person
        assert save(admin_client, actor).status_code == 302
        actor.refresh_from_db()
        assert not actor.curated
        assert not Decision.objects.exists()

    def test_an_expert_is_an_actor(self, admin_client):
        expert = Expert.experts.get(pk=AffiliationFactory().person_id)
        address = reverse("admin:sources_expert_change", args=[expert.pk])
        data = post_of(admin_client.get(address)) | {"name_de": "Anders"}
        assert admin_client.post(address, data).status_code == 302
        assert Decision.objects.get().actor_id == expert.pk

    def test_a_decision_about_an_actor_is_undone(self, admin_client):
        actor = ActorFactory(name="Rusia")
        save(admin_client, actor, name="Russia")
        admin_client.post(reverse("admin:claims_decision_undo", args=[Decision.objects.get().pk]))
        actor.refresh_from_db()
        assert (actor.name, actor.curated) == ("Rusia", False)

    def test_identity_and_merging_are_not_edited(self, admin_client):
        actor, other = ActorFactory(slug="old"), ActorFactory()
        save(admin_client, actor, slug="new", merged_into=other.pk, curated="on", name="Neu")
        actor.refresh_from_db()
        assert (actor.slug, actor.merged_into, actor.name) == ("old", None, "Neu")

    def test_nobody_is_deleted(self, admin_client):
        actor = ActorFactory()
        assert admin_client.post(page(actor).replace("change", "delete"), {"post": "yes"}).status_code == 403


class TestRefused:
    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"name": ""}, "required"),
            ({"name": LONG}, "300"),
            ({"name": "a\0b"}, "Null"),
            ({"kind": "nonsense"}, "valid choice"),
            ({"qid": "159"}, "Q159"),
            ({"qid": "Q"}, "Q159"),
            ({"qid": "Q0"}, "Q159"),
            ({"qid": "Q42"}, "already"),
            ({"code": "XX"}, "already"),
            ({"part_of": "abc"}, "valid choice"),
            ({"part_of": "9" * 30}, "valid choice"),
            ({"part_of": LONG}, "valid choice"),
            ({"aliases__0__text": "!?"}, "letter"),
            ({"aliases__0__text": "ﷺ" * 299}, "too long"),
            ({"aliases__0__text": LONG}, "300"),
            ({"aliases__0__text": "Zwei"}, "already|duplicate|correct"),
            ({"aliases__0__kind": "nonsense"}, "valid choice"),
            ({"aliases__0__language": LONG}, "10"),
            ({"aliases__TOTAL_FORMS": "x"}, "ManagementForm"),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_with_a_reason_at_the_form(self, changed, told, admin_client):
        ActorFactory(qid="Q42", code="XX")
        actor = ActorFactory(name="Eins", aliases=["Zwei"])
        said = errors(save(admin_client, actor, **changed))
        assert any(part in said for part in told.split("|")), said
        actor.refresh_from_db()
        assert (actor.name, actor.curated, Decision.objects.count()) == ("Eins", False, 0)

    def test_part_of_itself_and_of_its_parts(self, admin_client):
        actor = ActorFactory()
        part = ActorFactory(part_of=ActorFactory(part_of=actor))
        for whole in (actor, part):
            assert "part of itself" in errors(save(admin_client, actor, part_of=whole.pk))

    def test_an_affiliation_that_says_nothing(self, admin_client):
        person = AffiliationFactory().person
        said = errors(save(admin_client, person, affiliations__0__role="", affiliations__0__organisation_name=""))
        assert "Give a role" in said

    def test_an_affiliation_that_is_there(self, admin_client):
        person = AffiliationFactory(role="Sprecher", organisation_name="").person
        AffiliationFactory(person=person, role="Chef", organisation_name="")
        assert "correct" in errors(save(admin_client, person, affiliations__0__role="Chef")).lower()


class TestAdding:
    def data(self, **given):
        forms = {f"aliases-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
        return {"name": "Nordbund", "kind": "organisation", "slug": "nordbund", **forms, **given}

    def test_is_recorded_and_can_be_found(self, admin_client, admin_user):
        assert admin_client.post(ADD, self.data()).status_code == 302
        actor = Actor.objects.get()
        decision = Decision.objects.get()
        assert (actor.curated, list(Actor.objects.named("nordbund"))) == (True, [actor])
        assert (decision.actor, decision.action, decision.user) == (actor, "add_actor", admin_user)

    @pytest.mark.parametrize(
        "given", [{"slug": "taken"}, {"slug": "ä ö"}, {"slug": LONG}, {"name": "\0"}, {"kind": ""}]
    )
    def test_nonsense_is_refused(self, given, admin_client):
        ActorFactory(slug="taken")
        assert errors(admin_client.post(ADD, self.data(**given)))
        assert Actor.objects.count() == 1

    def test_a_name_without_letters_is_kept_without_an_alias(self, admin_client):
        assert admin_client.post(ADD, self.data(name="!?")).status_code == 302
        assert not Alias.objects.exists()

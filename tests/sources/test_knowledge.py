"""The knowledge base: its data files hold together, and what does not is refused by file and entry."""

import re
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from rigour.territories import get_territories

from sources.knowledge import KnownActor, KnownAlias, Office, load
from sources.knowledge.loading import FOLDER, read_all, read_file, slugify
from sources.models import ActorKind, AliasKind
from sources.names import name_key

# What rigour lists with two letters beside the states, and territories.yaml leaves out.
# fmt: off
LEFT_OUT = {
    "AC", "AI", "AN", "AQ", "AS", "AX", "BL", "BQ", "BV", "CC", "CK", "CP", "CQ", "CX", "DG",
    "EU", "GF", "GP", "GS", "HM", "IC", "IO", "MF", "MP", "MQ", "MS", "NF", "NU", "PF", "PM",
    "PN", "RE", "SH", "SX", "TA", "TC", "TF", "TK", "UM", "UN", "VI", "WF", "YT", "ZR", "ZZ",
}
# fmt: on


@pytest.fixture(scope="module")
def actors():
    return {actor.slug: actor for actor in load()}


def aliases(actor: KnownActor, kind: str) -> set[str]:
    return {alias.text for alias in actor.aliases if alias.kind == kind}


def found(text: str) -> set[str]:
    return {a.slug for a in load() if any(name_key(alias.text) == name_key(text) for alias in a.aliases)}


class TestWhole:
    @pytest.mark.parametrize("part", ["slug", "qid", "code"])
    def test_identities_are_unique(self, part):
        counts = Counter(getattr(actor, part) for actor in load() if getattr(actor, part))
        assert [value for value, count in counts.items() if count > 1] == []

    def test_kinds_are_known(self):
        assert {actor.kind for actor in load()} <= set(ActorKind.values)
        assert {alias.kind for actor in load() for alias in actor.aliases} <= set(AliasKind.values)
        assert {alias.language for actor in load() for alias in actor.aliases} == {"de", "en", ""}

    def test_wholes_exist_and_do_not_go_round(self, actors):
        for actor in actors.values():
            seen = {actor.slug}
            while actor.part_of:
                assert actor.part_of in actors, f"{actor.slug} is part of nobody: {actor.part_of}"
                assert actor.part_of not in seen
                seen.add(actor.part_of)
                actor = actors[actor.part_of]  # noqa: PLW2901  # upwards

    def test_no_key_points_two_ways_unless_marked(self):
        owners: dict[str, dict[str, list[KnownAlias]]] = defaultdict(lambda: defaultdict(list))
        for actor in load():
            for alias in actor.aliases:
                owners[name_key(alias.text)][actor.slug].append(alias)
        unmarked = [
            (key, sorted(shared))
            for key, shared in owners.items()
            if len(shared) > 1 and not all(alias.ambiguous for some in shared.values() for alias in some)
        ]
        assert unmarked == []

    def test_no_key_is_empty_and_all_fit_the_database(self):
        keys = [name_key(alias.text) for actor in load() for alias in actor.aliases]
        assert all(0 < len(key) <= 300 for key in keys)
        assert all(len(actor.slug) <= 120 and len(actor.code or "") <= 10 for actor in load())

    def test_every_text_stands_once_with_an_actor(self):
        for actor in load():
            assert len({alias.text for alias in actor.aliases}) == len(actor.aliases), actor.slug

    def test_every_actor_is_found_by_both_its_names(self):
        for actor in load():
            assert {actor.name, actor.name_de} <= {alias.text for alias in actor.aliases}

    def test_enough_of_each_kind(self):
        counts = Counter(actor.kind for actor in load())
        assert counts["country"] >= 195
        assert counts["organisation"] >= 150
        assert counts["person"] >= 300
        assert counts["outlet"] >= 150
        assert counts["group"] >= 50

    def test_reading_is_quick_and_done_once(self):
        began = time.perf_counter()
        read_all()
        assert time.perf_counter() - began < 1.5  # a quarter of a second alone; other work may share the processor
        assert load() is load()


class TestStates:
    def test_none_is_missing(self):
        given = {t.code.upper() for t in get_territories() if not t.is_historical and len(t.code) == 2}
        assert given - {actor.code for actor in load()} - LEFT_OUT == set()

    def test_each_has_adjective_demonym_and_capital(self):
        historical = {t.code.upper() for t in get_territories() if t.is_historical}
        entries = yaml.load((FOLDER / "territories.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        states = {
            code: entry
            for code, entry in entries.items()
            if not entry.get("part_of") and entry.get("kind") != "place" and code not in historical
        }
        assert len(states) >= 195
        lacking = [c for c, e in states.items() if not (e.get("adjectives") and e.get("demonyms") and e.get("capital"))]
        assert lacking == []

    def test_ids_come_from_the_installed_table(self):
        table = {t.code.upper(): t.qid for t in get_territories()}
        assert [a.slug for a in load() if a.qid != table.get(a.code or "")] == []

    def test_russia(self, actors):
        russia = actors["russia"]
        assert (russia.name, russia.name_de, russia.kind, russia.qid, russia.code) == (
            "Russia", "Russland", "country", "Q159", "RU",
        )  # fmt: skip
        assert aliases(russia, "adjective") >= {"russisch"}
        assert aliases(russia, "demonym") == {"Russe", "Russen", "Russin", "Russinnen"}
        assert KnownAlias("Moskau", "metonym", "de") in russia.aliases
        assert KnownAlias("Moscow", "metonym", "en") in russia.aliases
        assert KnownAlias("Kreml", "metonym", "de", ambiguous=True) in russia.aliases

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("DVRK", "North Korea"),
            ("Pjöngjang", "North Korea"),
            ("nordkoreanisch", "North Korea"),
            ("Seoul", "South Korea"),
            ("USA", "United States"),
            ("US", "United States"),
            ("Washington", "United States"),
            ("US-amerikanisch", "United States"),
            ("UK", "United Kingdom"),
            ("Großbritannien", "United Kingdom"),
            ("britisch", "United Kingdom"),
            ("VAE", "United Arab Emirates"),
            ("Norwegen", "Norway"),
            ("Türkiye", "Turkey"),
            ("Weißrussland", "Belarus"),
            ("Birma", "Myanmar"),
            ("Hongkong", "Hong Kong"),
            ("Elfenbeinküste", "Ivory Coast"),
            ("Sowjetunion", "Soviet Union"),
            ("Tschetschenien", "Chechnya"),
            ("Vatikan", "Vatican City"),
            ("Syrien", "Syria"),
            ("Teheran", "Iran"),
            ("Vietnamese", "Vietnam"),
        ],
    )
    def test_found_however_written(self, actors, text, name):
        assert {actors[slug].name for slug in found(text)} == {name}

    @pytest.mark.parametrize(
        ("text", "slugs"),
        [
            ("Kreml", {"kremlin", "russia"}),
            ("Weißes Haus", {"white-house", "united-states"}),
            ("Élysée", {"elysee-palace", "france"}),
            ("Downing Street", {"downing-street", "united-kingdom"}),
            ("Brüssel", {"belgium", "european-union"}),
            ("Kongo", {"republic-of-the-congo", "democratic-republic-of-the-congo"}),
            ("koreanisch", {"north-korea", "south-korea"}),
        ],
    )
    def test_what_may_be_two_is_both(self, text, slugs):
        assert found(text) == slugs


class TestOthers:
    @pytest.mark.parametrize(
        ("text", "name", "kind", "part_of"),
        [
            ("IStGH", "International Criminal Court", "organisation", None),
            ("Russisches Außenministerium", "Russian Foreign Ministry", "organisation", "russia"),
            ("US-Außenministerium", "US State Department", "organisation", "united-states"),
            ("Auswärtiges Amt", "German Foreign Office", "organisation", "germany"),
            ("Verteidigungsministerium in Kiew", "Ukrainian Defence Ministry", "organisation", "ukraine"),
            ("UNO", "United Nations", "organisation", None),
            ("Hisbollah", "Hezbollah", "organisation", None),
            ("Stimson Center", "Stimson Center", "organisation", None),
            ("SWP", "Stiftung Wissenschaft und Politik", "organisation", None),
            ("Vladimir Putin", "Vladimir Putin", "person", None),
            ("Wladimir Putin", "Vladimir Putin", "person", None),
            ("Kim Jong-un", "Kim Jong Un", "person", None),
            ("Selenski", "Volodymyr Zelenskyy", "person", None),
            ("Zelensky", "Volodymyr Zelenskyy", "person", None),
            ("Erdogan", "Recep Tayyip Erdoğan", "person", None),
            ("DW", "Deutsche Welle", "outlet", None),
            ("der Economist", "The Economist", "outlet", None),
            ("Radio France Internationale", "RFI", "outlet", None),
            ("Agence France-Presse", "AFP", "outlet", None),
            ("Experteneinschätzungen", "expert estimates", "group", None),
            ("US-Schätzungen", "US estimates", "group", None),
            ("Expert:innen", "experts", "group", None),
            ("Beobachterinnen", "observers", "group", None),
        ],
    )
    def test_found_however_written(self, actors, text, name, kind, part_of):
        one = [actors[slug] for slug in found(text)]
        assert [(actor.name, actor.kind, actor.part_of) for actor in one] == [(name, kind, part_of)]

    def test_a_bare_surname_of_many_is_ambiguous(self):
        kims = [alias for actor in load() for alias in actor.aliases if alias.text == "Kim"]
        assert len(kims) > 2
        assert all(alias.ambiguous and alias.kind == "short" for alias in kims)

    def test_people_have_gender_and_offices_of_known_actors(self, actors):
        people = [actor for actor in actors.values() if actor.kind == "person"]
        assert {person.gender for person in people} == {"f", "m"}
        assert [o for person in people for o in person.offices if o.of not in actors] == []
        assert Office("Präsident", "russia", 2012) in actors["vladimir-putin"].offices

    def test_offices_agree_in_gender(self, actors):
        feminine = ("in", "in ", "Außenbeauftragte")
        women = [o.title for a in actors.values() if a.gender == "f" for o in a.offices]
        men = [o.title for a in actors.values() if a.gender == "m" for o in a.offices]
        assert [title for title in women if not title.endswith(feminine)] == []
        assert [title for title in men if title.endswith("in")] == []

    def test_groups_say_whether_they_are_anonymous(self, actors):
        assert actors["security-circles"].anonymity == "anonymous"
        assert actors["experts"].anonymity == "collective"
        assert {actor.anonymity for actor in actors.values() if actor.kind != "group"} == {None}
        assert None not in {actor.anonymity for actor in actors.values() if actor.kind == "group"}


def broken(tmp_path: Path, file: str, text: str) -> str:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=file) as caught:
        list(read_file(path))
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("people.yaml", "ann: {name: Ann, gender: f, nickname: [A]}", "people.yaml, ann: unknown key nickname"),
        ("people.yaml", "ann: {name: Ann}", "people.yaml, ann: gender is None, not one of f, m"),
        ("people.yaml", "ann: {gender: f}", "people.yaml, ann: name is missing"),
        ("people.yaml", "ann: {name: [Ann], gender: f}", "people.yaml, ann: name is missing or no text"),
        ("people.yaml", "Ann B: {name: Ann, gender: f}", "people.yaml, Ann B: 'Ann B' is no slug"),
        ("people.yaml", "ann: {name: Ann, gender: f, short: A}", "people.yaml, ann: short: not a list of words"),
        ("people.yaml", "ann: {name: Ann, gender: f, short: ['']}", "people.yaml, ann: short: not a list of words"),
        ("people.yaml", "ann: {name: Ann, gender: f, short: {fr: [A]}}", "people.yaml, ann: short: fr is no language"),
        ("people.yaml", "ann: {name: Ann, gender: f, ambiguous: [B]}", "people.yaml, ann: ambiguous, but no alias: B"),
        (
            "people.yaml",
            "ann: {name: Ann, gender: f, offices: [Chefin]}",
            "people.yaml, ann: offices: 'Chefin' is not like",
        ),
        (
            "people.yaml",
            "ann: {name: A, gender: f, offices: [Chefin nato 2020-2010]}",
            "ann: offices: .* ends before it",
        ),
        ("people.yaml", "ann: {name: A, gender: f, offices: Chefin}", "people.yaml, ann: offices: not a list of words"),
        ("people.yaml", "ann: {name: A, gender: f, part_of: [x]}", "people.yaml, ann: part_of is missing or no text"),
        ("people.yaml", "ann: {name: A, gender: f}\nann: {name: B, gender: f}", "people.yaml: ann stands twice"),
        ("people.yaml", "ann: Ann", "people.yaml, ann: not a mapping"),
        ("people.yaml", "- ann", "people.yaml: not a mapping of entries"),
        ("people.yaml", "", "people.yaml: not a mapping of entries"),
        ("people.yaml", "ann: {name: [", "people.yaml: while parsing"),
        ("groups.yaml", "few: {name: few, anonymity: secret}", "groups.yaml, few: anonymity is 'secret', not one of"),
        ("outlets.yaml", "post: {name: Post, gender: f}", "outlets.yaml, post: unknown key gender"),
        ("organisations.yaml", "un: {name: UN, code: QQQ}", "organisations.yaml, un: no Wikidata id is known for QQQ"),
        ("territories.yaml", "QQQ: {}", "territories.yaml, QQQ: no territory has this code"),
        ("territories.yaml", "RU: {kind: planet}", "territories.yaml, RU: kind is 'planet', not one of country, place"),
        ("territories.yaml", "RU: {slug: 'Not so'}", "territories.yaml, RU: 'Not so' is no slug"),
    ],
)
def test_what_a_file_must_not_hold_is_named(tmp_path, file, text, message):
    assert re.search(message, broken(tmp_path, file, text))


def test_norway_is_no_truth_value(tmp_path):
    path = tmp_path / "territories.yaml"
    path.write_text("NO: {}", encoding="utf-8")
    assert [(a.slug, a.name_de) for a in read_file(path)] == [("norway", "Norwegen")]


def test_a_word_said_twice_keeps_its_first_kind(tmp_path):
    path = tmp_path / "outlets.yaml"
    path.write_text("post: {name: Post, names: [Post], abbreviations: {any: [P]}, short: {en: [P]}}", encoding="utf-8")
    (post,) = read_file(path)
    assert post.aliases == (KnownAlias("Post"), KnownAlias("P", "short", "en"))


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Côte d'Ivoire", "cote-d-ivoire"), ("São Tomé and Príncipe", "sao-tome-and-principe"), ("US", "us")],
)
def test_slugify(name, slug):
    assert slugify(name) == slug

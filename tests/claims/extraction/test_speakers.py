"""From the speaker's words to who that is."""

import pytest

HOPS = [
    # text, name, kind, role, affiliation
    ("„Nein“, sagte Petra Holm, Professorin für Seerecht an der Universität Kiel.", "Petra Holm", "person", "Professorin für Seerecht", "Universität Kiel"),
    ("Jonas Beer, Analyst beim Institut für Märkte, sagte, der Preis steige.", "Jonas Beer", "person", "Analyst", "Institut für Märkte"),
    ("Der Direktor des Instituts für Märkte, Jonas Beer, sagte, der Preis steige.", "Jonas Beer", "person", "Direktor", "Institut für Märkte"),
    ("„Nein“, sagte Jonas Beer vom „Kieler Zentrum“.", "Jonas Beer", "person", None, "Kieler Zentrum"),
    ("Außenministerin Petra Holm sagte, der Preis steige.", "Petra Holm", "person", "Außenministerin", None),
    ("Die Nachrichtenagentur Reuters berichtete, der Preis steige.", "Reuters", "outlet", None, None),
    ("Laut dpa steigt der Preis.", "dpa", "outlet", None, None),
    ("Der Kreml erklärte, der Preis steige.", "Kremlin", "organisation", None, None),
    ("Moskau erklärte, der Preis steige.", "Russia", "country", None, None),
    ("Beobachter sagen, dass der Preis steigt.", "observers", "group", None, None),
    ("Expert:innen warnen, dass der Preis steigt.", "experts", "group", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "role", "affiliation"), HOPS)
def test_hops(said, text, name, kind, role, affiliation):
    hop = said(text)[0].chain[0]
    assert (hop.name, hop.kind, hop.role, hop.affiliation) == (name, kind, role, affiliation)


ANONYMITY = [
    ("Petra Holm sagte, der Preis steige.", "named"),
    ("Beobachter sagen, dass der Preis steigt.", "collective"),
    ("Aus Sicherheitskreisen hieß es, der Preis steige.", "anonymous"),
]


@pytest.mark.parametrize(("text", "anonymity"), ANONYMITY)
def test_anonymity(said, text, anonymity):
    assert said(text)[0].chain[0].anonymity == anonymity


def test_surname_means_the_person_named_before(said):
    claims = said("Jonas Beer, Analyst beim Institut für Märkte, kam nach Kiel. „Der Preis steigt“, sagte Beer.")
    assert [(c.chain[0].surface, c.chain[0].name, c.chain[0].affiliation) for c in claims] == [
        ("Beer", "Jonas Beer", "Institut für Märkte")
    ]


def test_pronouns_follow_gender(said):
    text = "Petra Holm, Professorin in Kiel, traf Außenminister Jonas Beer. {} sagte, der Preis steige."
    assert said(text.format("Sie"))[-1].chain[0].name == "Petra Holm"
    assert said(text.format("Er"))[-1].chain[0].name == "Jonas Beer"


def test_pronoun_without_anybody_before_is_unknown(said):
    hop = said("Er sagte, der Preis steige.")[0].chain[0]
    assert (hop.name, hop.kind, hop.surface) == (None, "unknown", "Er")


def test_the_magazine_is_the_outlet_named_before(said):
    text = "Der Economist hat den Markt untersucht. Der Preis steigt, wie das britische Magazin berichtet."
    assert said(text)[-1].chain[0].name == "The Economist"


def test_report_on_a_listed_source_has_it_as_outer_hop(said):
    text = (
        "Der Preis steigt, wie der Economist berichtet. „Das bleibt so“, sagt Jonas Beer vom Institut für Märkte.\n"
        'Verwendete Quellen:\nThe Economist: "The price of grain"'
    )
    assert [hop.name for hop in said(text)[-1].chain] == ["Jonas Beer", "The Economist"]


def test_spokesman_of_somebody_is_not_that_somebody(said):
    hop = said("Ein Sprecher von Petra Holm sagte, der Preis steige.")[0].chain[0]
    assert hop.name != "Petra Holm"


def test_office_points_back_to_the_person_who_holds_it(said):
    text = (
        "Petra Holm, Analystin in Kiel, kam nach Wien. Auch Jonas Beer war da. „Der Preis steigt“, sagte die Analystin."
    )
    assert said(text)[-1].chain[0].name == "Petra Holm"


def test_unnamed_single_person_is_unknown(said):
    hop = said("„Der Preis steigt“, sagte ein Diplomat.")[0].chain[0]
    assert (hop.name, hop.kind, hop.anonymity) == (None, "unknown", "anonymous")


def test_possessives_tell_whose_words_they_are(said):
    text = "Petra Holm, Analystin in Kiel, kam nach Wien. Nach ihren Angaben steigt der Preis. Nach Holms Schätzung bleibt er hoch."
    assert [c.chain[0].name for c in said(text)] == ["Petra Holm", "Petra Holm"]


def test_subject_of_the_sentence_before_speaks_on(said):
    text = "Die Sprecherin sagte, der Hafen sei leer. Jonas Beer rechnet mit einem Rückgang. Die Lager seien geräumt."
    assert said(text)[-1].chain[0].name == "Jonas Beer"


def test_a_city_does_not_speak_where_something_was_said(said):
    assert said("Der Preis sei hoch, hieß es in Brüssel.")[0].chain[0].name is None


NAMES = [
    ("Nach Angaben des schottischen Fischereiamts steigt der Preis.", "schottisches Fischereiamt"),
    ("Laut der schottischen Hafenbehörde steigt der Preis.", "schottische Hafenbehörde"),
    ("Dem russischen Außenministerium zufolge steigt der Preis.", "Russian Foreign Ministry"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_stand_in_the_nominative(said, text, name):
    assert said(text)[0].chain[0].name == name


def test_two_names_side_by_side_are_two(said):
    (claim,) = said("Im Gegenzug hat Moskau Hilfe beim Bau eines Hafens zugesagt.")
    assert claim.chain[0].surface == "Moskau"


def test_an_outlet_ends_where_the_next_noun_begins(said):
    (claim,) = said("Nordkorea liefert laut dpa Granaten an Russland.")
    assert claim.chain[0].surface == "dpa"


def test_a_place_is_nobody(found):
    text = "Der Frachter lag im Hafen Rason. Er sagte, der Preis steige."
    assert found(text).claims[-1].chain[0].name is None

"""Whom a claim is about."""

import pytest

ACTORS = [
    ("Laut dpa liefert Nordkorea Granaten an Russland.", {("North Korea", "agent"), ("Russia", "recipient")}),
    ("Laut dpa liefert Pjöngjang Granaten an Moskau.", {("North Korea", "agent"), ("Russia", "recipient")}),
    ("Laut dpa steht die russische Wirtschaft vor Problemen.", {("Russia", "about")}),
    ("Laut dpa droht den USA und der Ukraine ein Streit.", {("United States", "about"), ("Ukraine", "about")}),
    ("Laut dpa verhandeln die Vereinten Nationen mit dem Weltstrafgericht.", {("United Nations", "about"), ("International Criminal Court", "recipient")}),
]  # fmt: skip


ROLES = [
    # clause, agent, recipient
    ("Laut dpa hat Nordkorea Russland Granaten geliefert.", "North Korea", "Russia"),
    ("Nordkorea habe Russland Granaten geliefert, sagte er.", "North Korea", "Russia"),
    ("Nordkorea liefere Russland im Mai Granaten, sagte er.", "North Korea", "Russia"),
    ("Das Königreich habe Russland Granaten geliefert, sagte er.", None, "Russia"),
    ("Nach Ansicht der dpa hat das Königreich Russland Granaten geliefert.", None, "Russia"),
    ("Die Firma verweigerte Russland laut dpa die Ersatzteile.", None, "Russia"),
    ("Er sagte, dass Nordkorea Russland Granaten geliefert habe.", "North Korea", "Russia"),
    ("Er sagte, dass Nordkorea im Mai Granaten an Russland geliefert habe.", "North Korea", "Russia"),
    ("Er sagte, dass die Firma Russland Granaten liefere.", None, "Russia"),
    ("Er sagte, Polen habe der Ukraine geholfen.", "Poland", None),
    ("Laut dpa drohte der Kreml den USA.", "Russia", "United States"),
    ("Laut dpa besuchte der Minister Polen.", None, None),
    ("Im Mai besuchte Polen laut dpa niemanden.", "Poland", None),
    ("Laut dpa traten Polen und Norwegen bei.", "Poland", None),
    ("Er sagte, dass Granaten, die Polen nie bestellt habe, angekommen seien.", None, None),
    ("Laut dpa lieferte sie Russland die Granaten.", None, "Russia"),
    ("Laut dpa verkauft die Regierung Polens Kohle.", None, None),
    ("Diese Zahl nannte Polen laut dpa im Mai.", "Poland", None),
    ("Dreißig Millionen Tonnen Weizen hatte Polen laut dpa verkauft.", "Poland", None),
    ("Gesetze verbieten Polen laut dpa die Ausfuhr.", None, "Poland"),
    ("Er sagte, was Polen kaufe und verkaufe, sei geheim.", "Poland", None),
    ("Am meisten trifft es laut dpa die Slowakei.", None, None),
    ("Norwegen habe den Houthis Kohle geliefert, sagte er.", "Norway", "Houthis"),
    ("Norwegen habe den Kreml besucht, sagte er.", "Norway", None),
    ("Laut dpa liefert Polen an die Vereinten Nationen.", "Poland", "United Nations"),
]


@pytest.mark.parametrize(("text", "agent", "recipient"), ROLES)
def test_roles_by_the_order_of_words(said, text, agent, recipient):
    (claim,) = said(text)
    roles = {role: next((a.name for a in claim.actors if a.role == role), None) for role in ("agent", "recipient")}
    assert roles == {"agent": agent, "recipient": recipient}


FOREIGN_TITLES = [
    "Der stellvertretende Kremlsprecher Jan Beer",
    "Kremlsprecher Jan Beer",
    "Jan Beer, Kremlsprecher",
    "Der russische Präsident Jan Beer",
]


@pytest.mark.parametrize("speaker", FOREIGN_TITLES)
def test_a_title_beside_another_name_is_not_its_usual_holder(said, speaker):
    (claim,) = said(f"{speaker} sagte, dass es regne.")
    assert claim.chain[0].name == "Jan Beer"


@pytest.mark.parametrize("subject", ["Kremlsprecher Dmitri Peskow", "Kremlsprecher Peskow", "Der Kremlsprecher"])
def test_a_title_alone_or_beside_its_holder_stays(said, subject):
    (claim,) = said(f"{subject} sagte, dass es regne.")
    assert claim.chain[0].name == "Dmitry Peskov"


@pytest.mark.parametrize("title", ["frühere Kremlsprecher", "ehemalige russische Präsident", "Ex-Kremlsprecher"])
def test_a_former_holder_is_nobody_known(said, title):
    (claim,) = said(f"Laut dpa reiste der {title} ab.")
    assert "person" not in {a.kind for a in claim.actors}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("in Kairo", "Cairo"),
        ("nahe Pjöngjang", "Pyongyang"),
        ("in Teherans Zentrum", "Tehran"),
        ("in Peking", "Beijing"),
    ],
)
def test_places_have_their_english_name(said, words, name):
    (claim,) = said(f"Laut dpa wurde {words} ein Laden eröffnet.")
    assert [(a.name, a.kind) for a in claim.actors] == [(name, "place")]


def test_place_of_a_dateline_is_no_state(said):
    (claim,) = said("Kurz vorweg\n\nSeoul (npa) – Polen wächst. Laut dpa ist das Land reich.")
    assert [a.name for a in claim.actors] == ["Poland"]


@pytest.mark.parametrize(("text", "expected"), ACTORS)
def test_actors(said, text, expected):
    (claim,) = said(text)
    names = {(a.name, a.role) for a in claim.actors}
    assert {name for name, _ in names} == {name for name, _ in expected}
    assert {pair for pair in expected if pair[1] != "about"} <= names


def test_a_list_of_cities_is_a_list_of_places(said):
    (claim,) = said("Laut dpa hungern Familien in Kairo, Beirut und Mogadischu.")
    assert {a.kind for a in claim.actors} == {"place"}
    assert len(claim.actors) == 3


def test_city_is_a_place_after_in(said):
    (claim,) = said("Laut dpa wurde in Moskau ein Laden eröffnet.")
    assert [(a.name, a.kind) for a in claim.actors] == [("Moscow", "place")]


def test_parts_of_compounds_are_found_where_they_stand(said):
    text = "Laut dpa scheitert die amerikanisch-südkoreanische Übung."
    (claim,) = said(text)
    assert {a.name: text[slice(*a.span)] for a in claim.actors} == {
        "United States": "amerikanisch",
        "South Korea": "südkoreanische",
    }


def test_speaker_is_no_actor_of_a_reported_claim(said):
    (claim,) = said("Russland forderte von der Ukraine einen Verzicht.")
    assert [a.name for a in claim.actors] == ["Ukraine"]


def test_he_is_the_man_named_before(said):
    claims = said("Wladimir Putin besuchte Nordkorea. „Er will Stärke zeigen“, sagte Petra Holm.")
    assert [a.name for a in claims[-1].actors] == ["Vladimir Putin"]


def test_both_countries_are_the_two_named_most(said):
    claims = said("Nordkorea und Russland rücken zusammen. Laut dpa wollen die beiden Länder enger handeln.")
    assert {a.name for a in claims[-1].actors} == {"North Korea", "Russia"}


def test_qids_come_from_the_knowledge_base(said):
    (claim,) = said("Laut dpa liefert Russland Gas.")
    assert [a.qid for a in claim.actors] == ["Q159"]


THE_LAND = [
    ("Polen wächst. Norwegen liefert Kohle an Russland.", "Norway"),
    ("Norwegen baut neben Russland Häfen.", "Norway"),
    ("Man liefert Kohle nach Norwegen.", "Norway"),
    ("Norwegen liefert Russland Kohle.", "Norway"),
    ("Zwischen der norwegischen Küste und Russland liegt Eis, Norwegens Eis.", "Norway"),
]


@pytest.mark.parametrize(("before", "name"), THE_LAND)
def test_the_land_is_the_state_that_the_sentence_before_is_about(said, before, name):
    claim = said(f"{before} Laut dpa ist das Land arm.")[-1]
    assert [a.name for a in claim.actors] == [name]


@pytest.mark.parametrize("text", ["Anfang August flog Norwegens Flotte Richtung Odessa.", "Mitte Mai kam Norwegen an."])
def test_times_and_directions_are_nobody(found, text):
    assert {a.name for claim in found(text).claims for a in claim.actors} == {"Norway"}


NOBODY = [
    "Laut dpa liegen im Hafen Rason und vor der Insel Saipan Schiffe Norwegens.",
    "Laut dpa kam Norwegens Flotte am Flughafen Essen an.",
    'Petra Holm sagte: "Nein. In Murmansk liegen Tanker aus Norwegen."',
    'Petra Holm sagte: "In Murmansk liegen Tanker aus Norwegen."',
]


@pytest.mark.parametrize("text", NOBODY)
def test_places_are_nobody(said, text):
    assert [a.name for a in said(text)[0].actors] == ["Norway"]


def test_a_name_that_ends_like_a_place_is_somebody(said):
    assert [a.name for a in said("Laut dpa reiste Chantal Beer ab.")[0].actors] == ["Chantal Beer"]

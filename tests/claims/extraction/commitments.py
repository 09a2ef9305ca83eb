"""Sentences with what their claim commits to, by the means that says so; see test_modality.py. ⟦…⟧ is the claim, ‹…› the
frame, {…} the cue."""

SURE = ("certain", "positive")
PROBABLY = ("probable", "positive")
POSSIBLY = ("possible", "positive")
OPEN = ("unknown", "positive")
NO = ("certain", "negative")
HARDLY = ("probable", "negative")
PERHAPS_NOT = ("possible", "negative")

INFERENCES = [
    ("⟦Der Dieb muss einen Schlüssel besessen haben⟧, ‹{sagte} der Wirt›.", PROBABLY),
    ("⟦Die Münzen müssten im Krieg vergraben worden sein⟧, ‹{erklärte} die Forscherin›.", PROBABLY),
    ("⟦Jemand müsse das Tor von innen geöffnet haben⟧, ‹{so} der Wächter›.", PROBABLY),
    ("⟦Das Paket müsste in zwei Stunden eintreffen⟧, ‹{sagte} der Bote›.", PROBABLY),
    ("⟦Die Anträge müssen bis Freitag gestellt worden sein⟧, ‹{sagte} das Amt›.", SURE),
    ("⟦Die Stadt müsste mehr Bäume pflanzen⟧, ‹{sagte} der Förster›.", SURE),
    ("⟦Jeder Gast müsse einen Ausweis vorlegen⟧, ‹{sagte} der Pförtner›.", SURE),
    ("⟦Der Wagen kann von der Straße abgekommen sein⟧, ‹{sagte} die Polizei›.", POSSIBLY),
    ("‹Sie {sagte}›, ⟦er könne die Notiz übersehen haben⟧.", POSSIBLY),
    ("⟦Er könne den Brief nicht geschrieben haben⟧, ‹{sagte} sie›.", SURE),
    ("⟦Der Roboter könne Treppen steigen⟧, ‹{sagte} der Erfinder›.", SURE),
    ("⟦Das mag im Sommer anders sein⟧, ‹{sagte} der Wirt›.", POSSIBLY),
    ("⟦Die Kinder mögen keinen Spinat⟧, ‹{sagte} die Köchin›.", SURE),
    ("⟦„Sie wird den Termin vergessen haben“⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦„Bis 2040 wird sich der Preis verdoppelt haben“⟧, ‹{sagte} er›.", SURE),
    ("⟦„Der Hund ist bestimmt in den Wald gelaufen“⟧, ‹{sagte} sie›.", PROBABLY),
    ("⟦„Ich bezahle die Rechnung bestimmt“⟧, ‹{sagte} sie›.", SURE),
    ("⟦Der Termin sei vom Gericht bestimmt worden⟧, ‹{sagte} sie›.", SURE),
    ("⟦Der Brief könne unmöglich echt sein⟧, ‹{sagte} sie›.", SURE),
    ("‹Das Gericht {entschied}›, ⟦Radfahrer dürften den Weg benutzen⟧.", SURE),
    ("‹Der Händler {sagte}›, ⟦Radfahrer dürften mehr ausgeben als im Vorjahr⟧.", PROBABLY),
]
ADVERBS = [
    ("⟦Die vermeintlich sichere Anlage sei ausgefallen⟧, ‹{sagte} er›.", SURE),
    ("⟦Ein offenbar verwirrter Mann habe die Scheibe zerschlagen⟧, ‹{sagte} sie›.", SURE),
    ("⟦Der Mann sei offenbar verwirrt⟧, ‹{sagte} sie›.", PROBABLY),
    ("⟦Man wolle die Straße so rasch wie möglich räumen⟧, ‹{sagte} der Landrat›.", SURE),
    ("⟦Wenn möglich, werde man am Sonntag öffnen⟧, ‹{sagte} der Wirt›.", SURE),
    ("⟦Die Hilfe sei so schnell wie möglich nötig⟧, ‹{sagte} sie›.", SURE),
    ("⟦Der Fehler sei mit 95-prozentiger Sicherheit gefunden⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦Mit einer Wahrscheinlichkeit von 70 Prozent falle Schnee⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦Das Schiff sei wahrscheinlich nicht gesunken⟧, ‹{sagte} sie›.", PROBABLY),
    ("⟦Das Bild sei vermutlich nicht echt⟧, ‹{sagte} sie›.", PROBABLY),
    ("⟦Ein Sieg sei nicht wahrscheinlich⟧, ‹{sagte} sie›.", HARDLY),
    ("⟦Nach menschlichem Ermessen halte der Damm⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦Sollte der Wind drehen, könnte der Brand das Dorf erreichen⟧, ‹{sagte} die Feuerwehr›.", POSSIBLY),
    ("⟦Könnte er wählen, werde er bleiben⟧, ‹{sagte} sie›.", SURE),
]
OVER_CLAUSES = [
    ("⟦Einiges spreche dafür, dass der Täter zurückkehrte⟧, ‹{sagte} sie›.", PROBABLY),
    ("⟦Vieles spreche dagegen, dass er allein war⟧, ‹{sagte} sie›.", HARDLY),
    ("‹Die Spuren {deuten} darauf hin›, ⟦dass zwei Boote zusammenstießen⟧.", PROBABLY),
    ("‹Der Verein {wies} darauf hin›, ⟦dass die Halle gesperrt ist⟧.", SURE),
    ("⟦Es sehe so aus, als sei der Kran umgekippt⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦Es scheine, als ob der Hahn die Nachbarn störe⟧, ‹{sagte} er›.", PROBABLY),
    ("‹Die Lehrerin {glaubt}›, ⟦dass das Heft gestohlen wurde⟧.", PROBABLY),
    ("⟦„Ich glaube, das Dach hält noch“⟧, ‹{sagte} er›.", PROBABLY),
    ("‹Der Pächter {nimmt} an›, ⟦dass ein Fuchs im Stall war⟧.", PROBABLY),
    ("‹Die Zeitung {geht} davon aus›, ⟦dass das Kino schließt⟧.", SURE),
    ("⟦Kann sein, dass die Heizung ausfällt⟧, ‹{sagte} der Hausmeister›.", POSSIBLY),
    ("⟦Es sei nicht von der Hand zu weisen, dass Geld fehle⟧, ‹{sagte} er›.", POSSIBLY),
    ("‹Sie kann sich {vorstellen}›, ⟦dass der Markt umzieht⟧.", POSSIBLY),
    ("‹Der Zoll {zieht} in Erwägung›, ⟦dass die Ware gefälscht ist⟧.", POSSIBLY),
    ("⟦Es gebe das Risiko, dass Gas austrete⟧, ‹{sagte} er›.", POSSIBLY),
    ("⟦Es bestehe keine Gefahr, dass die Mauer einstürze⟧, ‹{sagte} er›.", NO),
    ("⟦Trotz der Gefahr sei gesichert, dass alle bleiben⟧, ‹{sagte} er›.", SURE),
    ("⟦Die Kommission untersuche, ob Gelder fehlen⟧, ‹{sagte} er›.", OPEN),
    ("⟦Es sei egal, ob die Fähre fahre⟧, ‹{sagte} er›.", SURE),
    ("⟦Er könne nicht einschätzen, ob das Eis trage⟧, ‹{sagte} er›.", OPEN),
    ("⟦„Das könnte der verlorene Ring sein“⟧, ‹{hofft} sie›.", POSSIBLY),
    ("‹Er {vermutet}›, ⟦dass sie vielleicht verreist ist⟧.", POSSIBLY),
    ("⟦Die Wahrscheinlichkeit, dass der Deich breche, sei gering⟧, ‹{sagte} er›.", HARDLY),
    ("⟦Die Darstellung, dass der Zug brannte, sei falsch⟧, ‹{sagte} er›.", NO),
    ("⟦Es sei nichts anderes als eine Lüge, dass der Zug brannte⟧, ‹{sagte} er›.", NO),
    ("‹Er hat nicht den {Eindruck}›, ⟦dass der Plan hält⟧.", HARDLY),
    ("⟦Der Streit, ob der Turm schief sei, dauere an⟧, ‹{sagte} er›.", SURE),
    ("⟦Der Vorwurf, die Stadt habe Geld verschwendet, sei haltlos⟧, ‹{sagte} er›.", NO),
    ("⟦Die Sorge, die Stadt könnte Geld verschwenden, sei alt⟧, ‹{sagte} er›.", SURE),
    ("⟦Es gebe Anzeichen, dass der Vulkan erwache⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦Es gebe keine Beweise, dass der Zeuge log⟧, ‹{sagte} er›.", OPEN),
    ("⟦Unmöglich sei es, dass der Zeuge log⟧, ‹{sagte} er›.", NO),
    ("⟦Außer Frage stehe, dass der Zeuge log⟧, ‹{sagte} er›.", SURE),
    ("⟦Es ist nicht so, dass wir schlafen⟧, ‹{sagte} er›.", NO),
    ("⟦Das Loch sei nicht so tief, dass man falle⟧, ‹{sagte} er›.", SURE),
    ("⟦Es sei bloß eine Legende, dass der Turm schief sei⟧, ‹{sagte} er›.", NO),
    ("⟦Vielleicht treffe nicht zu, dass er floh⟧, ‹{sagte} er›.", PERHAPS_NOT),
    ("⟦Es dürfte falsch sein, dass er floh⟧, ‹{sagte} er›.", HARDLY),
    ("⟦Nicht unwahrscheinlich sei, dass er floh⟧, ‹{sagte} er›.", POSSIBLY),
    ("‹Forscher {stellen} in Frage›, ⟦dass die Karte echt ist⟧.", HARDLY),
    ("‹Sie {trat} Gerüchten entgegen›, ⟦wonach der Laden schließt⟧.", NO),
    ("‹Er {verwahrte} sich dagegen›, ⟦dass er bestochen worden sei⟧.", NO),
    ("‹Im Bericht, der angenommen wurde, {heißt} es›, ⟦dass Geld fehle⟧.", SURE),
]
OBJECTS = [
    ("⟦Einen Verkauf könne man nicht ausschließen⟧, ‹{sagte} er›.", POSSIBLY),
    ("⟦Ein Rücktritt sei nicht auszuschließen⟧, ‹{sagte} er›.", POSSIBLY),
    ("⟦Sabotage könne ausgeschlossen werden⟧, ‹{sagte} er›.", NO),
    ("⟦Der Läufer sei von den Spielen ausgeschlossen worden⟧, ‹{sagte} er›.", SURE),
    ("⟦Die Kripo vermutet eine Beziehungstat⟧, ‹{sagte} er›.", PROBABLY),
    ("⟦Das Institut bezweifelt die Angaben⟧, ‹{sagte} er›.", HARDLY),
]
ALONE = [
    ("‹Der Verband {widersprach}›: ⟦Die Brücke sei sicher⟧.", SURE),
    ("‹Sie {wies} die Kritik zurück›: ⟦Alle Rechnungen seien bezahlt⟧.", SURE),
    ("⟦Man habe alles bezahlt⟧, ‹{widersprach} der Wirt›.", SURE),
    ("‹Sie {widersprach} dem Eindruck›, ⟦die Kasse sei leer⟧.", NO),
    ("⟦Dass die Kasse leer sei⟧, ‹{bestritt} er›.", NO),
]
TABLES = {"inferences": INFERENCES, "adverbs": ADVERBS, "over": OVER_CLAUSES, "objects": OBJECTS, "alone": ALONE}

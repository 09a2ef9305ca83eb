"""From a checkpoint to the two graphs that factbase runs: ONNX, weights in 8 bits."""

import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from claims.extraction.equivalence import PAIRS, STATEMENTS
from claims.extraction.training import pairs
from claims.extraction.training.comparer import WIDTH, Comparer, Looked
from claims.extraction.training.network import Linker, Reader
from claims.extraction.training.train import fresh

_OPSET = 17
_QUANTISED = ["MatMul", "Gather"]
Axes = dict[int, str]  # the sizes that may differ from run to run


class ReaderGraph(nn.Module):
    """One window, without padding: pieces (1, P) and first pieces (W) to the probabilities of each word's tags."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        read = self.model.heads(self.model.encoder(ids, None)[:, firsts])
        return read.tags[0].softmax(-1), read.roles[0].softmax(-1), read.names[0].softmax(-1), read.words[0]


class LinkerGraph(nn.Module):
    """Quotations among words to log-probabilities; those of none stand beside each end."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, *given: Tensor) -> tuple[Tensor, Tensor]:
        scores, none = self.linker(*given)
        full = torch.cat([scores, none[:, None, :, None].expand(-1, 1, -1, 2)], dim=1).log_softmax(1)
        return full[:, :-1], full[:, -1]


@dataclass(frozen=True, slots=True)
class Graph:
    """A network with an example of what it is given, and the names and open sizes of what goes in and comes out."""

    network: nn.Module
    given: tuple[Tensor, ...]
    inputs: dict[str, Axes]
    outputs: dict[str, Axes]


class StatementGraph(nn.Module):
    """One statement, without padding: pieces (1, P) to the values and keys of each, (1, P, width)."""

    def __init__(self, model: Comparer) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        values, keys = self.model.reader(self.model.seen(ids, None))
        return values, keys


class PairGraph(nn.Module):
    """The values and keys of two statements to the probabilities of what they are to each other (1, 3)."""

    def __init__(self, model: Comparer) -> None:
        super().__init__()
        self.comparison = model.comparison

    def forward(self, one: Tensor, one_keys: Tensor, other: Tensor, other_keys: Tensor) -> Tensor:
        sides = [
            Looked(v, k, torch.ones_like(v[..., 0], dtype=torch.bool))
            for v, k in ((one, one_keys), (other, other_keys))
        ]
        return torch.as_tensor(self.comparison(*sides).softmax(-1))


def export(checkpoint: Path, data: Path, base: Path, folder: Path) -> None:
    """Writes the graphs of `checkpoint` into `folder`: tokenizer.json, reader.onnx and linker.onnx of the averaged weights of a
    reader; statements.onnx and pairs.onnx of a comparer."""
    saved = torch.load(checkpoint, weights_only=True)
    folder.mkdir(parents=True, exist_ok=True)
    if "pairs" in saved:
        comparer = pairs.fresh(base, data)
        comparer.load_state_dict(saved["pairs"], strict=False)
        shutil.copyfile(data / "tokenizer.json", folder / "tokenizer.json")
        _write(_statements(comparer), folder / STATEMENTS)
        _write(_pairs(comparer), folder / PAIRS, quantised=False)  # a hundredth of the rest, and it decides
        return
    model = fresh(base, data)
    model.load_state_dict(saved["averaged"], strict=False)
    shutil.copyfile(data / "tokenizer.json", folder / "tokenizer.json")
    _write(_reader(model), folder / "reader.onnx")
    _write(_linker(model), folder / "linker.onnx")


def _statements(model: Comparer) -> Graph:
    axes: Axes = {1: "pieces"}
    return Graph(StatementGraph(model), (torch.arange(5, 55)[None],), {"ids": axes}, {"values": axes, "keys": axes})


def _pairs(model: Comparer) -> Graph:
    names = ("one", "one_keys", "other", "other_keys")
    given = tuple(torch.randn(1, size, WIDTH) for size in (20, 20, 24, 24))
    inputs: dict[str, Axes] = {name: {1: f"pieces of {name.partition('_')[0]}"} for name in names}
    return Graph(PairGraph(model), given, inputs, {"told": {}})


def _reader(model: Reader) -> Graph:
    return Graph(
        ReaderGraph(model),
        (torch.arange(5, 55)[None], torch.arange(1, 49, 2)),
        {"ids": {1: "pieces"}, "firsts": {0: "words"}},
        {name: {0: "words"} for name in ("tags", "roles", "names", "vectors")},
    )


def _linker(model: Reader) -> Graph:
    words, one = torch.randn(24, model.tags.in_features), torch.zeros(1, 24, dtype=torch.long)
    each: Axes = {0: "quotations"}
    return Graph(
        LinkerGraph(model.linker),
        (words, torch.full((1, 24), 1 / 24), one[0, :1], one[0, :1], one, one),
        {
            "words": {0: "words"},
            "inside": each | {1: "words"},
            "first": each,
            "last": each,
            "distances": each | {1: "words"},
            "sentences": each | {1: "words"},
        },
        {"scores": each | {1: "words"}, "none": each},
    )


def _write(graph: Graph, path: Path, *, quantised: bool = True) -> None:
    whole = path.with_suffix(".float.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter by tracing is the old one; its graphs are the ones that quantise
        torch.onnx.export(
            graph.network.eval(),
            graph.given,
            str(whole),
            input_names=list(graph.inputs),
            output_names=list(graph.outputs),
            dynamic_axes={**graph.inputs, **graph.outputs},
            opset_version=_OPSET,
            dynamo=False,
        )
    if not quantised:
        whole.replace(path)
        return
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=_QUANTISED)
    whole.unlink()

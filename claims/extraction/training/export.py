"""From a checkpoint to the two graphs that factbase runs: ONNX, weights in 8 bits."""

import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

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
        read = self.model.heads(self.model.encoder.plain(ids)[:, firsts])
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


def export(checkpoint: Path, data: Path, base: Path, folder: Path) -> None:
    """Writes tokenizer.json, reader.onnx and linker.onnx into `folder` from the averaged weights of `checkpoint`."""
    model = fresh(base, data)
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["averaged"], strict=False)
    model.eval()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(data / "tokenizer.json", folder / "tokenizer.json")
    _write(_reader(model), folder / "reader.onnx")
    _write(_linker(model), folder / "linker.onnx")


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


def _write(graph: Graph, path: Path) -> None:
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
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=_QUANTISED)
    whole.unlink()

"""What a training run is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. Shares say which part of a corpus of names is read in one epoch."""

    epochs: int = 9
    rate: float = 2e-4  # of the encoder's top layer; each layer below learns a little slower
    layer_rate: float = 0.95
    head_rate: float = 1e-3
    warmup: float = 0.06  # of all steps
    pieces: int = 640  # of one batch, padding included; larger ones learn more slowly
    names: float = 0.4
    silver: float = 0.06
    average: float = 0.997  # of the weights kept beside the trained ones, for each step
    seed: int = 7

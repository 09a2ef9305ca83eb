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


@dataclass(frozen=True, slots=True)
class PairPlan:
    """How to train on pairs: first `looking` epochs with the encoder as it is, then `reading` ones with it."""

    looking: int = 8
    reading: int = 0
    looking_groups: int = 16  # of one step
    reading_groups: int = 4
    looking_rate: float = 1.5e-3
    reading_rate: float = 5e-4
    encoder_rate: float = 4e-5  # of the encoder's top layer; each layer below learns a little slower
    layer_rate: float = 0.9
    fixed: int = 2  # lowest layers of the encoder that stay as they are
    copies: int = 3  # statements of a group that are shown in other dress too
    same: int = 8  # pairs of one group and step that say the same
    opposite: int = 4
    different: int = 10
    elsewhere: int = 2  # pairs of a group's statement with one of another group
    average: float = 0.99
    seed: int = 7

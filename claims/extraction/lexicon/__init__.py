"""Word lists of the extraction core: data files beside this module, read once and validated by a test each."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def lexicon(name: str) -> Any:
    """The data of `name`.yaml; raises FileNotFoundError for a name that is not there."""
    return yaml.load((files(__name__) / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)

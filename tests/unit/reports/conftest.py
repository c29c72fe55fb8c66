"""The invented brand, loaded from its file: tests are no package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PLACE = Path(__file__).with_name("page_samples.py")


@pytest.fixture(scope="session")
def samples() -> ModuleType:
    """The module of invented goals, KPIs and imports."""
    spec = importlib.util.spec_from_file_location("page_samples", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["page_samples"] = module
    spec.loader.exec_module(module)
    return module

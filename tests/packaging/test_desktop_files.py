"""What the desktop is told of the program: menu entry, software centre, manual, icons."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from desktop_app import __version__
from desktop_app.command_line import parse_arguments
from desktop_app.core.picture_formats import PictureFormat
from desktop_app.first_paint import APP_ID

PACKAGING = Path(__file__).parents[2] / "packaging"
LINUX = PACKAGING / "linux"
ENTRY = LINUX / "applications" / f"{APP_ID}.desktop"
METAINFO = LINUX / "metainfo" / f"{APP_ID}.metainfo.xml"
MANUAL = LINUX / "llmhub-desktop.1"


def said_by(*command: str | Path) -> str:
    """What a checking program has to say."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_the_menu_entry_is_valid() -> None:
    assert said_by("desktop-file-validate", ENTRY) == ""


def test_the_menu_entry_offers_the_program_for_every_picture_it_reads() -> None:
    (line,) = re.findall(r"^MimeType=(.*)$", ENTRY.read_text(), re.MULTILINE)
    assert {f"image/{picture}" for picture in PictureFormat} <= set(line.split(";"))
    assert {"audio/x-wav", "audio/mpeg", "audio/flac", "audio/ogg"} <= set(line.split(";"))


def test_the_software_centre_gets_valid_metadata() -> None:
    said = said_by("appstreamcli", "validate", "--pedantic", "--no-net", METAINFO)
    tags = set(re.findall(r"^[EWIP]: \S+ (\S+)", said, re.MULTILINE))
    # The id is capitalised as the program's other names are, and Debian 12's AppStream does not
    # know the tag yet that newer ones ask for.
    assert tags <= {"cid-contains-uppercase-letter", "unknown-tag"}, said
    assert "unknown-tag developer" in said or "unknown-tag" not in tags, said


def test_the_pictures_of_the_software_centre_are_in_the_project_and_of_the_size_said() -> None:
    for image in ET.parse(METAINFO).iter("image"):
        path = PACKAGING / "screenshots" / (image.text or "").rpartition("/")[2]
        size = QImageReader(str(path)).size()
        assert (size.width(), size.height()) == (
            int(image.attrib["width"]),
            int(image.attrib["height"]),
        )


def test_the_manual_is_set_without_a_warning() -> None:
    assert said_by("groff", "-man", "-ww", "-z", "-Tutf8", MANUAL) == ""


def test_the_manual_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["--help"])
    options = set(re.findall(r"--[a-z][a-z-]+", capsys.readouterr().out))
    explained = set(re.findall(r"--[a-z][a-z-]+", MANUAL.read_text().replace("\\-", "-")))
    assert options == explained


def test_the_version_is_the_same_everywhere() -> None:
    (entry,) = re.findall(r"\A\S+ \(([^)]+)\)", (LINUX / "debian" / "changelog").read_text())
    release = next(ET.parse(METAINFO).iter("release")).attrib["version"]
    assert (entry, release) == (__version__, __version__)
    assert f'"LLM Hub Desktop {__version__}"' in MANUAL.read_text().splitlines()[0]


@pytest.mark.parametrize("kind", ["ico", "icns"])
def test_icons_for_other_systems_hold_the_icon_in_several_sizes(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"app.{kind}"
    subprocess.run([sys.executable, PACKAGING / "icons.py", kind, path], check=True)
    reader = QImageReader(str(path))
    assert reader.imageCount() >= 6
    picture = reader.read()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 8)
    assert middle.name() == "#d6006e"


def test_the_icon_theme_gets_the_drawing_and_a_picture_of_each_size(tmp_path: Path) -> None:
    script = PACKAGING / "icons.py"
    subprocess.run([sys.executable, script, "hicolor", tmp_path, APP_ID], check=True)
    assert (tmp_path / "scalable" / "apps" / f"{APP_ID}.svg").is_file()
    for size in (16, 32, 48, 128, 512):
        reader = QImageReader(str(tmp_path / f"{size}x{size}" / "apps" / f"{APP_ID}.png"))
        assert reader.size().toTuple() == (size, size)

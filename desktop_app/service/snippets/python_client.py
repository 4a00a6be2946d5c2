"""The beginning of the Python: imports, and the client of the `openai` package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.core.profiles import NO_PROXY
from desktop_app.service.snippets.access import KEY, PROXY_PASSWORD
from desktop_app.service.snippets.notation import PYTHON

if TYPE_CHECKING:
    from desktop_app.service.snippets.access import Access

_BEARER = "Authorization"
_CONTEXT = "\ncontext = httpx2.create_ssl_context()\n"


def client_code(base_url: str, access: Access) -> str:
    """Makes a client; nothing is said of what is as usual."""
    http_client = _http_client(access)
    headers = list(_headers(access))
    arguments = [
        f"api_key={_variable(KEY) if access.sends_key else PYTHON.write('none')}",
        f"base_url={PYTHON.write(base_url)}",
        *_organisation(access),
    ]
    if headers:
        arguments.append(f"default_headers={PYTHON.enclose('{', headers, '}', PYTHON.step)}")
    if http_client:
        arguments.append(f"http_client={http_client}")
    lines = "".join(f"    {argument},\n" for argument in arguments)
    code = f"{_context(access)}\nclient = OpenAI(\n{lines})\n"
    return _note(access) + _imports(code, access) + code


def extra_headers(access: Access) -> str:
    """An argument of each call, or "": the SDK leaves out its own way of sending the key."""
    has_own = _BEARER.lower() in map(str.lower, access.secret_headers)
    return f'extra_headers={{"{_BEARER}": omit}}' if access.key_header and not has_own else ""


def _organisation(access: Access) -> Iterator[str]:
    for name, value in access.open_headers:
        if name.lower() == "openai-organization":
            yield f"organization={PYTHON.write(value)}"


def _headers(access: Access) -> Iterator[str]:
    if access.key_header and access.sends_key:
        yield f"{PYTHON.write(access.key_header)}: {_variable(KEY)}"
    for name, value in access.open_headers:
        if name.lower() != "openai-organization":
            yield f"{PYTHON.write(name)}: {PYTHON.write(value)}"
    for name, variable in access.secret_variables:
        # The SDK tells its own header by the case of its letters.
        written = _BEARER if name.lower() == _BEARER.lower() else name
        yield f"{PYTHON.write(written)}: {_variable(variable)}"


def _context(access: Access) -> str:
    if not _needs_context(access):
        return ""
    code = _CONTEXT
    if access.ca_file:
        code += f"context.load_verify_locations({PYTHON.write(access.ca_file)})\n"
    if access.client_certificate:
        files = [PYTHON.write(access.client_certificate)]
        files += [PYTHON.write(access.client_key)] if access.client_key else []
        code += f"context.load_cert_chain({', '.join(files)})\n"
    return code


def _needs_context(access: Access) -> bool:
    # Told not to look at the environment, the library would not find the system's authorities.
    return bool(access.ca_file or access.client_certificate) or access.proxy == NO_PROXY


def _http_client(access: Access) -> str:
    arguments = ["verify=context"] if _needs_context(access) else []
    if access.proxy == NO_PROXY:
        arguments.append("trust_env=False")
    elif access.is_through_own_proxy:
        arguments.append(f"proxy={_proxy(access)}")
    inner = PYTHON.step
    return PYTHON.enclose("DefaultHttpx2Client(", arguments, ")", inner) if arguments else ""


def _proxy(access: Access) -> str:
    url = PYTHON.write(access.proxy_url)
    options = []
    if access.proxy_user:
        login = f"({PYTHON.write(access.proxy_user)}, {_variable(PROXY_PASSWORD)})"
        options.append(f"auth={login}")
    if access.proxy.startswith("https:") and access.ca_file:
        options.append("ssl_context=context")
    return f"httpx2.Proxy({', '.join((url, *options))})" if options else url


def _variable(name: str) -> str:
    return f'os.environ["{name}"]'


def _imports(code: str, access: Access) -> str:
    names = [name for name in ("DefaultHttpx2Client", "OpenAI") if f"{name}(" in code]
    names += ["omit"] if extra_headers(access) else []
    library = "import httpx2\n" if "httpx2." in code else ""
    return f"import os\n\n{library}from openai import {', '.join(names)}\n"


def _note(access: Access) -> str:
    """What is needed besides the key and the package."""
    lines = []
    if access.variables != (KEY,):
        lines.append(f"# Variables to set: {' '.join(access.variables)}\n")
    if access.proxy.startswith("socks"):
        lines.append('# Packages: openai "httpx2[socks]"\n')
    return "".join(lines)

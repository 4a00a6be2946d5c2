"""The tray of today's desktops on a bus: it shows icons that register, and passes clicks on.

Run in a session of its own, it tells JSON lines: that it is there, then the words of the menu of
the first icon. It clicks on that icon, waits for a line, and clicks on the last entry of its menu.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

WATCHER = "org.kde.StatusNotifierWatcher"
_ITEM = "org.kde.StatusNotifierItem"
_ITEM_PATH = "/StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"
_PROPERTIES = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


def main() -> None:
    """Serve one icon to its end."""
    bus = open_dbus_connection("SESSION")
    bus.send_and_get_reply(message_bus.RequestName(WATCHER))
    _tell("there", True)
    item = _wait_for_item(bus)
    path = _call(bus, item, _ITEM_PATH, "org.freedesktop.DBus.Properties", "Get", "ss",
                 (_ITEM, "Menu"))[0][1]  # fmt: skip
    layout = _call(bus, item, path, _MENU, "GetLayout", "iias", (0, -1, ["label", "visible"]))
    entries = [(number, values) for _kind, (number, values, _below) in layout[1][2]]
    shown = [
        (number, values["label"][1])
        for number, values in entries
        if "label" in values and values.get("visible", ("b", True))[1]
    ]
    _tell("menu", [label for _number, label in shown])
    _call(bus, item, _ITEM_PATH, _ITEM, "Activate", "ii", (0, 0))
    sys.stdin.readline()
    _call(bus, item, path, _MENU, "Event", "isvu", (shown[-1][0], "clicked", ("i", 0), 0))


def _wait_for_item(bus: DBusConnection) -> str:
    while True:
        message = bus.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        fields = message.header.fields
        bus.send(_answer(message, str(fields[HeaderFields.member])))
        if fields[HeaderFields.member] == "RegisterStatusNotifierItem":
            return str(message.body[0])


def _answer(message: Message, member: str) -> Message:
    match member:
        case "Get":
            return new_method_return(message, "v", (_PROPERTIES[message.body[1]],))
        case "GetAll":
            return new_method_return(message, "a{sv}", (_PROPERTIES,))
        case "RegisterStatusNotifierItem":
            return new_method_return(message)
        case _:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


def _call(
    bus: DBusConnection,
    item: str,
    path: str,
    interface: str,
    method: str,
    signature: str,
    body: tuple[object, ...],
) -> Any:
    address = DBusAddress(path, item, interface)
    return bus.send_and_get_reply(new_method_call(address, method, signature, body)).body


def _tell(key: str, value: object) -> None:
    sys.stdout.write(json.dumps({key: value}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

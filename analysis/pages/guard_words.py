"""What the server says when it refuses a request, and when files of the page are missing."""

from __future__ import annotations

from ...scenarios.ground.extras import command

OFFLINE = f"{command('viz,offline')}."

WORDS: dict[str, tuple[str, str]] = {
    "host": (
        "403: this page is not served at this address. Open it at the address that the command has printed; if another "
        "name or a proxy leads here, start the command with --allowed-host NAME (or NAME:PORT).",
        "403: Diese Seite steht nicht unter dieser Adresse. Öffnen Sie sie unter der Adresse, die der Befehl genannt "
        "hat; führt ein anderer Name oder ein Proxy hierher, starten Sie den Befehl mit --allowed-host NAME (oder "
        "NAME:PORT).",
    ),
    "origin": (
        "403: this request was sent by another page. If that is this page behind a proxy, start the command with "
        "--allowed-host NAME, the name that the browser shows.",
        "403: Diese Anfrage kam von einer anderen Seite. Ist es diese Seite hinter einem Proxy, starten Sie den Befehl "
        "mit --allowed-host NAME, dem Namen, den der Browser zeigt.",
    ),
    "path": ("404: there is no such file.", "404: Diese Datei gibt es nicht."),
    "loading": (
        "Files of the page are not on this machine; loading them from {where} once ({files}). With them installed it "
        "needs no network: in a clone of crm-adoption, " + OFFLINE,
        "Dateien der Seite fehlen auf diesem Rechner; sie werden einmal von {where} geladen ({files}). Sind sie "
        "installiert, braucht die Seite kein Netz: in einem Klon von crm-adoption mit " + OFFLINE,
    ),
    "out of reach": (
        "files of the page are not on this machine ({files}), and {where}, which has them, cannot be reached; {help}",
        "Dateien der Seite fehlen auf diesem Rechner ({files}), und {where}, wo sie zu haben sind, ist nicht zu "
        "erreichen; {help}",
    ),
    "no folder": (
        "files of the page are not on this machine, and {folder}, where they would be kept, cannot be written; {help}",
        "Dateien der Seite fehlen auf diesem Rechner, und {folder}, wo sie lägen, ist nicht beschreibbar; {help}",
    ),
    "help": (
        "install them while there is a network, in a clone of crm-adoption and with the pip of this command's "
        "environment: " + OFFLINE,
        "installieren Sie sie, solange es ein Netz gibt, in einem Klon von crm-adoption mit dem pip der Umgebung "
        "dieses Befehls: " + OFFLINE,
    ),
}

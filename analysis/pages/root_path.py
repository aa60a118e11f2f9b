"""A page behind a proxy, under a path there: whether or not the proxy takes the path off, the page answers."""

from __future__ import annotations

from .guard import App, Receive, Scope, Send


class RootPath:
    """ASGI middleware: paths with and without the root path lead to the same place.

    Parameters
    ----------
    app : ASGI application
        What answers.
    root_path : str
        Path under which a proxy shows it, without a slash at its end; empty for none.
    """

    def __init__(self, app: App, root_path: str) -> None:
        self.app = app
        self.root_path = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its whole path, as ASGI has it."""
        if self.root_path and scope["type"] != "lifespan":
            path = scope["path"]
            if path == self.root_path or path.startswith(self.root_path + "/"):
                path = path[len(self.root_path) :]
            scope = {**scope, "root_path": self.root_path, "path": self.root_path + (path or "/")}
        await self.app(scope, receive, send)

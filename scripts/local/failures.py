"""What can go wrong with the laptop's AWS: what was got, what was expected, what to do."""

from pathlib import Path


class LocalStackFailure(Exception):
    """Printed as it is by the commands, without a traceback."""


class ServerDied(LocalStackFailure):
    def __init__(self, name: str, exit_code: int | None, log: Path, tail: list[str]) -> None:
        lines = "\n".join(f"    {line}" for line in tail) or "    (the log is empty)"
        super().__init__(
            f"ServerDied: the {name} exited with code {exit_code} before it answered; it should stay up.\n"
            f"Last lines of {log}:\n{lines}\n"
            "Correct what they say and start again; `python -m scripts.local.app reset` starts from nothing."
        )


class PortTaken(LocalStackFailure):
    def __init__(self, name: str, port: int, log: Path) -> None:
        super().__init__(
            f"PortTaken: another process took 127.0.0.1:{port} while the {name} was starting on it "
            f"(see {log}). Start again: a free port is chosen each time the remembered one is taken."
        )


class NoFreePort(LocalStackFailure):
    def __init__(self, first: int, last: int, tried: int) -> None:
        super().__init__(
            f"NoFreePort: {tried} ports tried between {first} and {last} on 127.0.0.1 and none can be bound. "
            "End the programs that hold them, or look for a firewall rule on local ports."
        )


class ServerNotHealthy(LocalStackFailure):
    def __init__(self, name: str, url: str, waited_seconds: float, got: str, log: Path) -> None:
        super().__init__(
            f"ServerNotHealthy: {url} gave {got} for {waited_seconds:.0f} s; "
            f"expected HTTP 200 from the {name}. "
            f"Look at {log}, then run `python -m scripts.local.app stop` and start again."
        )


class ServerWillNotEnd(LocalStackFailure):
    def __init__(self, pids: list[int]) -> None:
        super().__init__(
            f"ServerWillNotEnd: processes {pids} are still there after SIGKILL; expected none. "
            "They wait for the kernel (a hung disk or network mount); free it, then stop again."
        )


class StackBusy(LocalStackFailure):
    def __init__(self, lock: Path, waited_seconds: float) -> None:
        super().__init__(
            f"StackBusy: another command has held {lock} for more than {waited_seconds:.0f} s. "
            "Wait for it to finish, or end it, then run this again."
        )


class StackNotRunning(LocalStackFailure):
    def __init__(self, root: Path) -> None:
        super().__init__(
            f"StackNotRunning: no emulator of {root} is running; expected one. "
            "Start it with `python -m scripts.local.app start`."
        )


class DataFolderMissing(LocalStackFailure):
    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"DataFolderMissing: {folder} has no alpaca/assets.json, so the sandbox would know no company. "
            "Name a folder in the providers' file shapes, or leave it out for the shipped one."
        )


class DataFolderRefused(LocalStackFailure):
    def __init__(self, folder: Path, got: str) -> None:
        super().__init__(
            f"DataFolderRefused: the sandbox answered {got} when told to serve {folder}; expected HTTP 200. "
            "Correct the folder, or stop and start with it to see the sandbox's own message in its log."
        )


class EmulatorRefused(LocalStackFailure):
    def __init__(self, request: str, got: str) -> None:
        super().__init__(
            f"EmulatorRefused: {request} gave {got}; expected HTTP 200. "
            "See logs/emulator.log; stop and start again."
        )

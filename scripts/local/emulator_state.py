"""The emulator's files, and whether what they hold is everything it held when it ended."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from scripts.local.facts import replace_json, replace_text

_ADDRESS = re.compile(r"127\.0\.0\.1:(\d{5})\b")


@dataclass(frozen=True, slots=True)
class Saved:
    """`clean`: the emulator ended after this save and every service took part, so nothing is missing."""

    clean: bool
    at: str | None = None
    unsaved: list[str] = field(default_factory=list)  # what the emulator said of services it could not save
    buckets: list[str] = field(default_factory=list)


class EmulatorState:
    def __init__(self, root: Path) -> None:
        self.folder = root / "emulator"
        self.services = self.folder / "services"
        self.objects = self.folder / "objects"
        self.scratch = self.folder / "tmp"
        self._saved = self.folder / "saved.json"

    def exists(self) -> bool:
        return self._saved.exists()

    def saved(self) -> Saved:
        try:
            return Saved(**json.loads(self._saved.read_text()))
        except (OSError, ValueError, TypeError):
            return Saved(clean=False)

    def record_save(self, *, ending: bool, unsaved: list[str]) -> Saved:
        saved = Saved(
            clean=ending and not unsaved,
            at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            unsaved=unsaved,
            buckets=sorted(self._bucket_names()),
        )
        replace_json(self._saved, asdict(saved))
        return saved

    def record_use(self) -> None:
        """From here on the memory of the emulator may hold what the files do not."""
        before = self.saved()
        replace_json(self._saved, {**asdict(before), "clean": False})

    def prepare(self) -> None:
        """Before a start. Objects are written at once, everything else at a save: after a kill there may be
        buckets that no service remembers, and the deployment that owns one would fail to create it again.
        Records of streams are not saved, but how many were read is: as many new ones would be passed over.
        """
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True)
        saved = self.saved()
        if not saved.clean:
            for name in self._bucket_names() - set(saved.buckets):
                shutil.rmtree(self.objects / name, ignore_errors=True)
        functions = self.services / "lambda.json"
        if functions.exists():
            document = json.loads(functions.read_text())
            document["payload"].pop("dynamodb_stream_positions", None)
            replace_json(functions, document)
        self._give_back_messages()

    def _give_back_messages(self) -> None:
        """Whoever had received one ended with the emulator, and would keep its group waiting for minutes."""
        file = self.services / "sqs.json"
        if not file.exists():
            return
        document = json.loads(file.read_text())
        queues = document["payload"]["queues"]["data"].values()
        for message in chain.from_iterable(queue["messages"] for queue in queues):
            if message.get("receive_count"):
                message["visible_at"] = 0
        replace_json(file, document)

    def turn(self, ports: Mapping[int, int]) -> None:
        """Queues, functions and parameters name servers by address: from each port to the one it moved to."""
        for file in self.services.glob("*.json"):
            was = file.read_text()
            text = _ADDRESS.sub(lambda found: f"127.0.0.1:{ports.get(int(found[1]), found[1])}", was)
            if text != was:
                replace_text(file, text)

    def delete(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _bucket_names(self) -> set[str]:
        """`<account>/<bucket>`, as the emulator lays them out; `.versions/<account>` has older versions."""
        return {str(path.relative_to(self.objects)) for path in self.objects.glob("*/*") if path.is_dir()}

"""Find an interpreter of the Lambda runtime's version, whose bytecode the runtime accepts."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


def _candidates(runtime: str) -> Iterator[str]:
    if found := shutil.which(runtime):
        yield found
    version = runtime.removeprefix("python")
    for root in (Path.home() / ".pyenv" / "versions", Path.home() / ".local/share/uv/python"):
        yield from (str(path) for path in sorted(root.glob(f"*{version}*/bin/{runtime}")))


def interpreter_for(runtime: str) -> Path | None:
    """A path that runs and reports the version asked for (a version manager's shim may exist and not run)."""
    for candidate in _candidates(runtime):
        asked = subprocess.run(
            [candidate, "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.returncode == 0 and asked.stdout.strip() == runtime:
            return Path(candidate)
    return None

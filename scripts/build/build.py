"""Build what serverless.yml includes: rendered state machines and the functions' archive.

    python -m scripts.build.build STAGE RUNTIME ARCHITECTURE ORIGINS

prints one JSON document; progress and warnings go to standard error.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from functions.advisor.domain.search_indices import KINDS, definition_hash
from scripts.build import contract, monitoring
from scripts.build.archive import functions_archives, layer_pip_arguments
from scripts.build.certificates import database_certificates
from scripts.build.interpreters import interpreter_for

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"


def rendered_workflows() -> dict[str, Any]:
    """Rendering imports the Step Functions SDK, which takes seconds: done only when a source changed."""
    sources = sorted((ROOT / "workflows").glob("*.py"))
    handlers = sorted(path.name for path in (ROOT / "functions").glob("*/handlers/*.py"))
    digest = sha256(b"".join(path.read_bytes() for path in sources) + "".join(handlers).encode()).hexdigest()
    kept = BUILD / "workflows" / f"{digest[:16]}.json"
    if not kept.exists():
        from workflows.build import all_rendered

        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps(all_rendered(), indent=1))
        partial.replace(kept)
    document: dict[str, Any] = json.loads(kept.read_text())
    return document


def newest_migration() -> str:
    """A deployment with another one runs the migrations."""
    return max(path.stem for path in (ROOT / "functions/trading/adapters/migrations/versions").glob("m*.py"))


def main() -> None:
    stage, runtime, architecture, origins = sys.argv[1:]
    python = Path(sys.executable) if stage == "local" else interpreter_for(runtime)
    if python is None:
        print(
            f"signal9 build: no {runtime} on this machine, so the archive ships sources without bytecode and "
            f"cold starts take about 2.5 times as long; install {runtime} to change that",
            file=sys.stderr,
        )
    certificates = None if stage == "local" else database_certificates(BUILD / "rds.pem")
    functions_archives(ROOT, BUILD, stage, python, certificates)
    document = {
        "workflows": rendered_workflows(),
        "api": contract.gateway(stage, origins.partition(",")[0]),
        "database_revision": newest_migration(),
        "monitoring": monitoring.resources(stage),
        "search_definition": "-".join(map(definition_hash, KINDS)),
        "python_for_layer": str(python or sys.executable),
        "pip_arguments": layer_pip_arguments(stage, runtime, architecture),
    }
    print(json.dumps(document))


if __name__ == "__main__":
    main()

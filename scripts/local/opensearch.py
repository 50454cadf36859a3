"""The laptop's OpenSearch: whether it can run here, where its files are, and how its process is started.

It is optional: without Java or Maven nothing is started, and the service answers searches from its tables.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx

from scripts.local import facts
from scripts.local.emulator import REPOSITORY
from scripts.local.processes import ROOT_MARK, START_MARK, Launch

NAME = "search"
HEALTH_PATH = "/health"
# The engine's runner takes no port above 9299.
PORTS = range(9201, 9300)
JAVA = 17
ARCHIVES = Path(__file__).with_name("opensearch_archives") / "pom.xml"
# `off` keeps the engine from being started, for a machine with little memory.
SWITCH = "SIGNAL9_LOCAL_SEARCH"
_FETCH_SECONDS = 600
_MEMORY = ("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC")
# Half the processor time until it answers; the rest would pay after minutes of load only.
_QUICK_START = "-XX:TieredStopAtLevel=1"
_SETTINGS = """
network.host: 127.0.0.1
discovery.type: single-node
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
"""
_LOGGING = """
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %-5p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


@dataclass(frozen=True, slots=True)
class Report:
    """How the engine stands: `off`, `fetching`, `starting` or `ready`, with the reason where it is off."""

    state: str
    reason: str = ""


def why_not_here() -> str | None:
    """Why the engine is not to be started, or None."""
    return f"{SWITCH} is off" if os.environ.get(SWITCH) == "off" else what_is_missing()


def what_is_missing() -> str | None:
    """What this machine lacks, or None."""
    java = shutil.which("java")
    if java is None:
        return f"no Java {JAVA} or newer on this machine"
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < JAVA:
        return f"Java {JAVA} or newer is needed, found {told.splitlines()[0] if told else 'none'}"
    if shutil.which("mvn") is None and not engine_archives().exists():
        return "no Maven on this machine to fetch the engine with"
    return None


def engine_archives() -> Path:
    """Shared by all stacks of a user; another list of archives is another folder."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "signal9" / f"opensearch-{sha256(ARCHIVES.read_bytes()).hexdigest()[:12]}"


def fetch() -> str | None:
    """Have Maven fetch the archives, from wherever it is set up to take them; answers what went wrong."""
    target = engine_archives()
    partial = target.with_name(f"{target.name}.{os.getpid()}")
    partial.mkdir(parents=True, exist_ok=True)
    pom = shutil.copy(ARCHIVES, partial / "pom.xml")
    copy = ("dependency:copy-dependencies", f"-DoutputDirectory={partial}", "-DincludeScope=runtime")
    try:
        done = subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), *copy],
            capture_output=True,
            text=True,
            timeout=_FETCH_SECONDS,
            check=False,
        )
        if done.returncode:
            return f"Maven could not fetch it: {done.stdout.strip()[:300]}"
        if not target.exists():
            partial.rename(target)
    except subprocess.TimeoutExpired:
        return f"Maven did not fetch it within {_FETCH_SECONDS} s"
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return None


class OpenSearchFiles:
    """What the engine of one stack keeps, and the deployment it was filled for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "opensearch"
        self._note = self.home / "note.json"

    @property
    def cluster(self) -> str:
        """Tells this stack's engine from another's that has taken its port."""
        return f"signal9-{sha256(str(self.root).encode()).hexdigest()[:12]}"

    def remembered(self, name: str) -> str | None:
        value: str | None = json.loads(self._note.read_text()).get(name) if self._note.exists() else None
        return value

    def remember(self, **values: str) -> None:
        known = json.loads(self._note.read_text()) if self._note.exists() else {}
        facts.replace_json(self._note, known | values)

    def delete(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def start(self, port: int) -> subprocess.Popen[bytes]:
        configuration = self.home / "node_1" / "config"
        configuration.mkdir(parents=True, exist_ok=True)
        (configuration / "opensearch.yml").write_text(_SETTINGS)
        (configuration / "log4j2.properties").write_text(_LOGGING)
        return subprocess.Popen(
            [
                *("java", *_MEMORY, _QUICK_START, "-cp", f"{engine_archives()}/*"),
                *("org.codelibs.opensearch.runner.OpenSearchRunner", "-basePath", str(self.home)),
                # It counts nodes from one and adds the number.
                *("-numOfNode", "1", "-baseHttpPort", str(port - 1), "-clusterName", self.cluster),
            ],
            cwd=self.home,
            stdin=subprocess.DEVNULL,
        )


def launch(root: Path, log: Path, *, port: int, start_id: str) -> Launch:
    """`port` answers HTTP about the engine, which is started behind it and need not be up yet."""
    return Launch(
        name=NAME,
        command=[
            *(sys.executable, "-m", "scripts.local.opensearch_process"),
            *("--root", str(root)),
            *("--port", str(port)),
        ],
        # It speaks to the emulator, whichever profile the caller's shell names.
        environment={
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            ROOT_MARK: str(root),
            START_MARK: start_id,
        },
        folder=REPOSITORY,
        log=log,
        health_url=f"http://127.0.0.1:{port}{HEALTH_PATH}",
    )


def report(port: int) -> Report:
    """What the process behind `port` says of its engine."""
    with httpx.Client(trust_env=False, timeout=5) as client:
        return Report(**client.get(f"http://127.0.0.1:{port}{HEALTH_PATH}").json())

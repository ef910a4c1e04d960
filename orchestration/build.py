"""The whole job through Dagster in this process: what `fazhi build` runs, and what it has to say afterwards.

The run is recorded in the instance like any other and shows on the Dagster page. Does not belong here: the steps
(assets/), words and colours for the terminal (cli.py), settings of the instance (instance.py).
"""

from __future__ import annotations

import importlib
import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from orchestration.home import Home
from orchestration.instance import prepare_instance
from orchestration.lake.made_from import UNCHANGED
from orchestration.lake.store import read_table
from orchestration.locking import WarehouseLockedError, last_holder, lock_is_held
from orchestration.progress import NOTICES, Listener, Progress, listening, report
from orchestration.s3_path import ObjectStoreError

if TYPE_CHECKING:
    from dagster import DagsterEvent, DagsterInstance, Definitions, EventLogEntry, ExecuteInProcessResult

# By name, as Dagster itself loads it: this module stands below the definitions.
DEFINITIONS = "orchestration.definitions"
KEPT_LOGS = 20
# Steps that only pass on a release which is current by then. A build in which nothing else failed has done its work.
AFTER_RELEASE = frozenset({"postgres"})
# An error of this package is worded for people; its name says nothing to them.
_OF_OURS = re.compile(r"^orchestration\.[\w.]+: ")
# A run by hand is repeated by hand; the daemon could not repeat it anyway, since it did not launch it.
RUN_TAGS = {"dagster/max_retries": "0", "fazhi/started_by": "fazhi build"}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a build stopped: the step (``lock`` before the first one) and what it raised."""

    step: str
    message: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of the lake after the build; facts are mentions of kind fact, mapped ones have an indicator."""

    files: int = 0
    documents: int = 0
    rejected: int = 0
    mentions: int = 0
    facts: int = 0
    mapped_facts: int = 0


@dataclass(frozen=True, slots=True)
class Checks:
    """Asset checks of the run (expectations, dbt data tests); names are ``asset/check`` of what did not pass."""

    passed: int = 0
    warned: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``release`` is the current release afterwards, also when the build failed; None: never one.

    ``unchanged``: nothing had to be made, the release is the one of before. ``log`` holds everything that Dagster and
    dbt said, ``notices`` what of it a person should know.
    """

    success: bool
    run_id: str
    log: Path
    counts: Counts = field(default_factory=Counts)
    checks: Checks = field(default_factory=Checks)
    failure: Failure | None = None
    release: Path | None = None
    unchanged: bool = False
    notices: tuple[str, ...] = ()


def run_build(home: Home, progress: Listener | None = None, module: str = DEFINITIONS) -> BuildReport:
    """Run the job on ``home.raw`` and report; a failed run is a report, not an exception.

    ``progress`` gets news of each step while it runs (see progress.py). ``module`` holds the definitions to run.
    Everything printed meanwhile goes to the log, so a console that is to show progress must hold its own stream, e.g.
    ``Console(file=sys.stderr)`` made before the call.
    """
    run_id = str(uuid.uuid4())
    prepare_instance(home)
    log = home.build / "logs" / f"{run_id}.log"
    if lock_is_held(home):
        # Said before Dagster is even loaded; the lock itself is taken by the run.
        message = str(WarehouseLockedError(home, last_holder(home)))
        return BuildReport(False, run_id, log, failure=Failure("lock", message), release=current_release(home))
    with _quiet(log), listening(progress):
        try:
            result = _execute(home, run_id, module)
        except Exception as error:  # definitions that do not load are a failed build like any other
            failure = Failure("definitions", f"{type(error).__name__}: {error}")
            return BuildReport(False, run_id, log, failure=failure, release=current_release(home))
    return BuildReport(
        success=result.success,
        run_id=run_id,
        log=log,
        counts=_counts(home, result.success),
        checks=tally_checks(result.all_events),
        failure=None if result.success else find_failure(result.all_events),
        release=current_release(home),
        unchanged=result.success and nothing_was_made(result.all_events),
        notices=find_notices(result.all_events),
    )


def _counts(home: Home, success: bool) -> Counts:
    """The rows of the lake; none after a run that failed because the lake is not to be had."""
    try:
        return count_lake(home)
    except ObjectStoreError:
        if success:
            raise
        return Counts()


def current_release(home: Home) -> Path | None:
    """The directory of the current release."""
    return home.current_release.resolve() if home.current_release.exists() else None


def count_lake(home: Home) -> Counts:
    """Rows in the lake now."""
    ledger = read_table(home.lake, "ledger", ["mention_cnt", "fact_cnt", "mapped_fact_cnt"])
    return Counts(
        files=read_table(home.lake, "landing", ["document_id"]).height,
        documents=read_table(home.lake, "documents", ["document_id"]).height,
        rejected=read_table(home.lake, "rejected", ["document_id"]).height,
        mentions=int(ledger["mention_cnt"].sum()),
        facts=int(ledger["fact_cnt"].sum()),
        mapped_facts=int(ledger["mapped_fact_cnt"].sum()),
    )


def tally_checks(events: Iterable[DagsterEvent]) -> Checks:
    """Checks of a run by outcome."""
    passed = 0
    warned: list[str] = []
    failed: list[str] = []
    for event in events:
        if event.event_type_value != "ASSET_CHECK_EVALUATION":
            continue
        check = event.asset_check_evaluation_data
        name = f"{check.asset_key.to_user_string()}/{check.check_name}"
        if check.passed:
            passed += 1
        else:
            (warned if check.severity.value == "WARN" else failed).append(name)
    return Checks(passed, tuple(warned), tuple(failed))


def nothing_was_made(events: Iterable[DagsterEvent]) -> bool:
    """Whether dbt left its tables as they were, and so did the release."""
    made = {
        event.asset_key.to_user_string(): event.step_materialization_data.materialization.metadata
        for event in events
        if event.is_step_materialization and event.asset_key is not None
    }
    of_facts, of_release = made.get("core/fct_fact", {}), made.get("release", {})
    return UNCHANGED in of_facts and "published" in of_release and of_release["published"].value is False


def find_notices(events: Iterable[DagsterEvent]) -> tuple[str, ...]:
    """What steps have to tell the person who runs the build, in order."""
    found: list[str] = []
    for event in events:
        if event.event_type_value == "ASSET_MATERIALIZATION":
            told = event.step_materialization_data.materialization.metadata.get(NOTICES)
            value = told.value if told is not None else None
            found += map(str, value) if isinstance(value, list) else []
    return tuple(found)


def find_failure(events: Iterable[DagsterEvent]) -> Failure:
    """The first step that failed, or else why the run failed as a whole, with the message of what was raised.

    Of a step of AFTER_RELEASE only when no other failed.
    """
    whole = Failure("run", "原因不明,见日志(see the log)")
    after_release: Failure | None = None
    for event in events:
        if event.is_step_failure:
            failure = Failure(event.step_key or "?", _message(_root(event.step_failure_data.error)))
            if failure.step not in AFTER_RELEASE:
                return failure
            after_release = after_release or failure
        elif event.event_type_value == "PIPELINE_FAILURE":
            root = _root(event.job_failure_data.error)
            whole = Failure("lock" if _name(root) == WarehouseLockedError.__name__ else "run", _message(root))
    return after_release or whole


def _root(error: object) -> object:
    """What a step raised, out of the errors of its own that Dagster wraps it in; its own causes only explain it."""
    while _name(error).startswith("Dagster") and getattr(error, "cause", None) is not None:
        error = error.cause  # type: ignore[attr-defined]
    return error


def _name(error: object) -> str:
    return str(getattr(error, "cls_name", ""))


def _message(error: object) -> str:
    message = str(getattr(error, "message", error)).strip()
    return _OF_OURS.sub("", message)


def _execute(home: Home, run_id: str, module: str) -> ExecuteInProcessResult:
    report(Progress("definitions", "started"))
    definitions: Definitions = _load(module, home).defs
    report(Progress("definitions", "finished"))
    with _instance(home) as instance:
        instance.add_event_listener(run_id, _tell)
        job = definitions.resolve_job_def("build")
        return job.execute_in_process(instance=instance, run_id=run_id, tags=RUN_TAGS, raise_on_error=False)


def _load(name: str, home: Home) -> ModuleType:
    module = importlib.import_module(name)
    # Definitions hold the manifest of one home; a second home in the same process needs its own.
    return module if getattr(module, "home", home) == home else importlib.reload(module)


@contextmanager
def _instance(home: Home) -> Iterator[DagsterInstance]:
    """The instance of this home without capture of standard output, which would take the terminal from the caller."""
    from dagster import DagsterInstance
    from dagster._core.instance import InstanceRef

    capture_off = {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
        "config": {},
    }
    overrides = {"compute_logs": capture_off}
    with DagsterInstance.from_ref(InstanceRef.from_dir(str(home.dagster), overrides=overrides)) as instance:
        yield instance


def _tell(entry: EventLogEntry) -> None:
    states = {"STEP_START": "started", "STEP_SUCCESS": "finished", "STEP_FAILURE": "failed", "STEP_SKIPPED": "skipped"}
    event = entry.dagster_event
    if event and event.step_key and event.event_type_value in states:
        report(Progress(event.step_key, states[event.event_type_value]))  # type: ignore[arg-type]


@contextmanager
def _quiet(log: Path) -> Iterator[None]:
    log.parent.mkdir(parents=True, exist_ok=True)
    for old in sorted(log.parent.glob("*.log"), key=lambda path: path.stat().st_mtime)[: -KEPT_LOGS + 1]:
        old.unlink(missing_ok=True)
    with log.open("w", encoding="utf-8") as stream, redirect_stdout(stream), redirect_stderr(stream):
        yield

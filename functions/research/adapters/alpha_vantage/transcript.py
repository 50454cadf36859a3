"""EARNINGS_CALL_TRANSCRIPT documents as turns of a conversation."""

from functions.research.adapters.alpha_vantage.payload import rows, usable
from functions.research.adapters.literals import Reading, excerpt, text
from functions.research.domain.findings import Finding, Severity
from functions.research.domain.transcripts import Transcript, Turn


def parse_transcript(document: object, symbol: str, quarter: str) -> tuple[Transcript | None, list[Finding]]:
    """`symbol` is canonical, `quarter` as asked for (2025Q4). A call not held yet has no turns."""
    reading = Reading("transcript")
    checked = usable(document, reading, symbol=symbol)
    if checked is None:
        return None, reading.findings
    if text(checked.get("quarter")) != quarter:
        reading.note(
            "QUARTER_MISMATCH",
            Severity.HARD,
            f"expected {quarter}, the transcript is of {excerpt(checked.get('quarter'))}",
        )
        return None, reading.findings
    turns = []
    for row in rows(checked, "transcript", reading):
        content = text(row.get("content"))
        if content is None:
            continue
        score = reading.number(row.get("sentiment"), "sentiment")
        turns.append(
            Turn(
                speaker=text(row.get("speaker")),
                title=text(row.get("title")),
                content=content,
                sentiment=float(score) if score is not None and -1 <= score <= 1 else None,
            )
        )
    return Transcript(symbol, quarter, tuple(turns)), reading.findings

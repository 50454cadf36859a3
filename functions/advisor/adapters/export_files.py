from hashlib import sha256
from typing import Any

# The address speaks for whoever made it, so it does so briefly.
GOOD_FOR_SECONDS = 900
CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


class ExportFiles:
    """Files to fetch, under research/<symbol>/<hash of the content>; the bucket forgets them after a day."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def put(self, symbol: str, kind: str, content: bytes) -> dict[str, Any]:
        """What a reader is told of it, but for the time."""
        digest = sha256(content).hexdigest()
        key = f"research/{symbol}/{digest}.{kind}"
        name = f'attachment; filename="signal9-{symbol}.{kind}"'
        self._s3.put_object(
            Bucket=self._bucket,
            Key=key,
            Body=content,
            ContentType=CONTENT_TYPES[kind],
            ContentDisposition=name,
        )
        url = self._s3.generate_presigned_url(
            "get_object", Params={"Bucket": self._bucket, "Key": key}, ExpiresIn=GOOD_FOR_SECONDS
        )
        return {"url": url, "format": kind, "bytes": len(content), "sha256": digest}

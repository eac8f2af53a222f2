"""Where files lie: a folder of this machine, or an object store that speaks S3."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from sangkien.config.env import BadSetting

FOLDER = "sangkien.files.folder.Folder"
OBJECTS = "storages.backends.s3.S3Storage"
_SPELLING = "SANGKIEN_FILES: viết đường dẫn của một thư mục, hoặc s3://kho/thư-mục?endpoint=https://máy&region=vùng"


def storage(given: str, *, home: Path, key: str, secret: str) -> dict[str, Any]:
    """Django's STORAGES["default"]. `given` is a path, s3://bucket/prefix?endpoint=…&region=…, or empty for the folder
    `files` in `home`. Without `key` and `secret` the usual places of S3's own tools are looked at.

    Raises BadSetting.
    """
    if not given.startswith("s3:"):
        return {"BACKEND": FOLDER, "OPTIONS": {"location": Path(given) if given else home / "files"}}
    parts = urlsplit(given)
    said = dict(parse_qsl(parts.query))
    if not parts.netloc or said.keys() - {"endpoint", "region"}:
        raise BadSetting(_SPELLING)
    return {"BACKEND": OBJECTS, "OPTIONS": _objects(parts, said) | _keys(key, secret)}


def _objects(parts: SplitResult, said: dict[str, str]) -> dict[str, Any]:
    endpoint = said.get("endpoint")
    return {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "endpoint_url": endpoint,
        "region_name": said.get("region"),
        "file_overwrite": True,
        "default_acl": None,
        "client_config": _patience(in_the_path=endpoint is not None),
    }


def _keys(key: str, secret: str) -> dict[str, str]:
    return {"access_key": key, "secret_key": secret} if key else {}


def _patience(*, in_the_path: bool) -> Any:
    """A store that does not answer is given up after some seconds, not minutes: somebody is waiting with a phone."""
    try:
        from botocore.config import Config  # only where the extra `s3` is installed
    except ImportError:
        raise BadSetting("SANGKIEN_FILES=s3://… cần gói phụ: pip install sangkien[s3]") from None
    style = {"addressing_style": "path"} if in_the_path else None
    return Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 3, "mode": "standard"}, s3=style)

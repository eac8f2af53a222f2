"""Signing what a certificate says, so that anybody checks it without us: Ed25519 over the canonical text.

A sealed text is `SK1.<key>.<content>.<signature>`, the last two in base64url: it lies in the PDF and in the picture,
and needs nothing but the published public key to be checked.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sangkien.base.problems import NotUnderstood
from sangkien.certificates.content import Content, read

MARK = "SK1"
_MEANT_FOR = b"sangkien certificate 1\n"  # a signature for one purpose is none for another
_LONGEST = 20_000


@dataclass(frozen=True)
class Key:
    """A public key: `name` is what sealed texts call it, `public` its 32 bytes in base64."""

    name: str
    public: str

    @classmethod
    def of(cls, public: str) -> "Key":
        """Raises ValueError: these are no 32 bytes in base64."""
        raw = base64.b64decode(public, validate=True)
        if len(raw) != 32:
            raise ValueError("not a public key")
        return cls(hashlib.sha256(raw).hexdigest()[:16], public)


@dataclass(frozen=True)
class Sealed:
    """What was signed, by which key, and the signature in base64url."""

    key: Key
    canonical: str
    signature: str

    @property
    def text(self) -> str:
        """As it lies in files."""
        return ".".join([MARK, self.key.name, _coded(self.canonical.encode()), self.signature])


def own_key() -> Key:
    """The public half of the deployment's key."""
    return Key.of(base64.b64encode(_secret().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode())


def seal(content: Content) -> Sealed:
    """Sign with the deployment's key."""
    signature = _secret().sign(_MEANT_FOR + content.canonical.encode())
    return Sealed(own_key(), content.canonical, _coded(signature))


def opened(text: str, keys: Mapping[str, Key]) -> Content:
    """What a sealed text says, once it is sure that one of these keys (by name) signed exactly that. Raises
    NotUnderstood: it is no such text, of a key that is not known here, or somebody changed it."""
    parts = "".join(text.split()).split(".") if len(text) <= _LONGEST else []
    if len(parts) != 4 or parts[0] != MARK:
        raise NotUnderstood("no_seal", _("Đây không phải nội dung đã ký của một giấy chứng nhận"))
    if parts[1] not in keys:
        raise NotUnderstood("unknown_key", _("Giấy này được ký bằng một khóa không có trong danh sách khóa đang dùng"))
    try:
        content = _bytes(parts[2])
        _public(keys[parts[1]]).verify(_bytes(parts[3]), _MEANT_FOR + content)
        return read(content.decode())
    except (InvalidSignature, ValueError) as no:
        raise NotUnderstood("forged", _("Chữ ký không khớp: nội dung đã bị sửa, hoặc không do hệ thống này ký")) from no


def _secret() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.CERTIFICATE_KEY))


def _public(key: Key) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public))


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(coded: str) -> bytes:
    return base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True)

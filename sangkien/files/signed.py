"""A file that was signed digitally (ký số, PKCS#7): told by its beginning, never opened."""

_SEQUENCE = 0x30
_LENGTH_TO_COME = 0x80
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2, RFC 5652


def is_message(data: bytes) -> bool:
    """Whether it is a signed message in DER or BER, from its first byte to its last and with nothing behind it."""
    if len(data) < 2 or data[0] != _SEQUENCE:
        return False
    start, length = _length(data)
    whole = length is None or start + length == len(data)
    return whole and data[start:].startswith(_SIGNED_DATA)


def _length(data: bytes) -> tuple[int, int | None]:
    """Where the content begins and how long it says it is; None: it ends where its marks say."""
    first = data[1]
    if first == _LENGTH_TO_COME:
        return 2, None
    if first < _LENGTH_TO_COME:
        return 2, first
    end = 2 + (first & 0x7F)
    return end, int.from_bytes(data[2:end], "big")

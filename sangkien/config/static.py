"""How static files are named and compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Every file under a name with its hash in it, also where one script imports another: a page of an old release
    that a phone has kept goes on with the scripts of that release."""

    support_js_module_import_aggregation = True

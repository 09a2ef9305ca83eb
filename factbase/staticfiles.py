"""Static files under names that carry their content's hash, so that browsers may keep them for ever; before the first
`collectstatic`, under their plain names, so that no page fails for want of it."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise's storage, forgiving where nothing was collected yet."""

    manifest_strict = False

    def hashed_name(self, name: str, content: object = None, filename: str | None = None) -> str:
        """`name` with its hash, or as it is where the file was not collected."""
        try:
            hashed: str = super().hashed_name(name, content, filename)
        except ValueError:
            return name
        return hashed

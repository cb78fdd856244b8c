"""How a file comes in: never more of it on the disk than may stay."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

LONGEST_EXTENSION = 20


class BoundedFileUploadHandler(TemporaryFileUploadHandler):
    """Writes a temporary file, and of one that is too large no more than the limit.

    The rest is read and forgotten. The file keeps the size that was sent, by which the form refuses
    it with a sentence instead of a broken connection.
    """

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        # The temporary file gets the extension, and a name has room for 255 characters.
        path = PurePath(file_name)
        if len(path.suffix) > LONGEST_EXTENSION:
            file_name = path.stem + path.suffix[:LONGEST_EXTENSION]
        super().new_file(field_name, file_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= settings.UPLOAD_MAX_BYTES:
            with self._nothing_left():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        with self._nothing_left():
            return super().file_complete(file_size)

    @contextmanager
    def _nothing_left(self) -> Iterator[None]:
        """On a disk that is full half a file would stay, for as long as the error is remembered."""
        try:
            yield
        except OSError:
            with suppress(OSError):
                self.file.close()
            raise

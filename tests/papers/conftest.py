"""Uploads of one test are not there for the next."""

import shutil

import pytest


@pytest.fixture(autouse=True)
def _no_uploads_stay(request):
    yield
    if "app" in request.fixturenames:
        uploads = request.getfixturevalue("app").extensions["settings"].uploads
        shutil.rmtree(uploads, ignore_errors=True)

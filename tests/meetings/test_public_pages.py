"""The public pages with the real facts."""

import pytest


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", ["/", "/meetings/", "/calendar/", "/partners/", "/governance/", "/feeds/"])
def test_page_is_there_in_each_language(reader, path, language):
    answer = reader.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text

"""The footer offers the other language wherever the address `set_language` exists."""

from __future__ import annotations

import pytest
from django.urls import path
from django.views.i18n import set_language

from akuntabel.urls import handler400, handler403, handler404, handler500, urlpatterns

pytestmark = [pytest.mark.database, pytest.mark.urls(__name__)]

urlpatterns = [path("bahasa/", set_language, name="set_language"), *urlpatterns]

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@pytest.mark.parametrize("address", ["/kupang/2023-Q2/anggaran/?urut=kode", "/tidak/ada/di/sini/"])
def test_other_language_is_offered_and_leads_back(head, address):
    html = head.get(address).content.decode()

    assert 'action="/bahasa/"' in html
    assert (
        '<button class="language__button" type="submit" name="language" value="en" lang="en">English</button>'
        in html
    )
    assert f'name="next" value="{address}"' in html
    assert 'name="csrfmiddlewaretoken"' in html

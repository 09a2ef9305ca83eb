from typing import Any

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["localhost", "a-container:8000", "not a host"])
def test_answers_whatever_host_it_is_asked_by(client: Client, host: str, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz/", headers={"host": host})
    assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_other_addresses_check_the_host(client: Client) -> None:
    assert client.get("/api/", headers={"host": "not-ours.example"}).status_code == 400

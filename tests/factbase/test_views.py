"""The health check, and what the web process must not load."""

import subprocess
import sys

import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_health_is_json(client):
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-cache" in answer["Cache-Control"]


def test_health_says_when_the_database_is_gone(client, monkeypatch):
    def gone():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


def test_health_can_only_be_read(client):
    assert client.post("/healthz/").status_code == 405


WEB = """
import sys
import factbase.wsgi
from django.urls import get_resolver
assert get_resolver().url_patterns
print(sorted({"spacy", "onnxruntime", "HanTa"} & set(sys.modules)))
"""


def test_the_web_process_loads_neither_spacy_nor_weights():
    done = subprocess.run([sys.executable, "-c", WEB], capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - our own words
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr

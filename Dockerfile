# Two stages: the first installs the locked packages, the second carries them and the code, and nothing else.

FROM python:3.13-slim AS packages
COPY requirements.txt .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/var/lib/factbase STATIC_ROOT=/opt/static
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin factbase \
    && install --directory --owner=factbase --group=factbase /var/lib/factbase
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/factbase
COPY . .
# The files of the pages are collected once, here. This run needs a database address and a key, but uses neither.
RUN DATABASE_URL=sqlite:// \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    python manage.py collectstatic --no-input --verbosity 0
USER factbase
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz/', timeout=4)"]
# --worker-tmp-dir: gunicorn's heartbeat files stay in memory, so the root file system can be read-only.
CMD ["python", "-m", "gunicorn", "--config=python:factbase.webserver", "--bind=0.0.0.0:8000", \
    "--worker-tmp-dir=/dev/shm", "factbase.wsgi:application"]

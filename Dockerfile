# syntax=docker/dockerfile:1
# The portal's image. One image, three commands: the portal (default), the worker, a migration.
# See docs/deploy.md.

FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1 PYTHONDONTWRITEBYTECODE=1
RUN pip install --no-cache-dir uv
WORKDIR /srv/portal
COPY pyproject.toml uv.lock ./
# Neither the practice office nor the developers' tools are in the image.
ARG EXTRAS=""
RUN uv sync --frozen --no-dev $EXTRAS
# What is in the image, for whoever looks for known holes: CycloneDX.
RUN uv export --quiet --frozen --no-dev $EXTRAS --no-emit-project --format cyclonedx1.5 --preview-features sbom-export \
    --output-file sbom.cdx.json
COPY manage.py ./
COPY script script
COPY static static
COPY templates templates
COPY portal portal
RUN rm -rf portal/sandbox portal/management/commands/seed_demo.py \
 && .venv/bin/python script/translate compile \
 && SECRET_KEY=only-while-building STATIC_ROOT=/srv/portal/staticfiles DATABASE_URL=sqlite://:memory: \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && .venv/bin/python -m compileall -q portal \
 && rm -rf script var

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Defendant portal" \
      org.opencontainers.image.description="Self-service portal for bailiffs' offices in Belgium and the Netherlands"
# pg_dump and pg_restore, for manage.py backup and restore.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal \
 && install -d -o portal -g portal /srv/portal/var
WORKDIR /srv/portal
COPY --from=build /srv/portal /srv/portal
COPY deploy/healthcheck.py deploy/healthcheck.py
ENV PATH=/srv/portal/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/portal/staticfiles \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=1 \
    GRANIAN_BLOCKING_THREADS=64 \
    # The engine of calls would keep 1.2 MB of huge pages for each thread, and the C library a heap for many of them.
    MIMALLOC_ALLOW_THP=0 \
    MALLOC_ARENA_MAX=2
USER portal
# Nothing outside this folder is written: the root file system may be read-only.
VOLUME /srv/portal/var
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "deploy/healthcheck.py"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers", "portal.wsgi:application"]

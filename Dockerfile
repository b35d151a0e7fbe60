# The workbench for a team: afortiori serve --shared. See docs/how-to/run-in-a-container.md.
# What is installed is pinned with its hash; the base image by its tag.
FROM python:3.11-slim-bookworm AS built
WORKDIR /source
COPY requirements/server.txt requirements/server.txt
RUN python -m venv /opt/afortiori \
 && /opt/afortiori/bin/pip install --no-cache-dir --only-binary=:all: --require-hashes -r requirements/server.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /opt/afortiori/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin afortiori \
 && install --directory --owner=afortiori --group=afortiori --mode=700 /data
COPY --from=built /opt/afortiori /opt/afortiori
COPY container/healthy.py /opt/afortiori/healthy.py
ENV PATH=/opt/afortiori/bin:$PATH \
    AFORTIORI_DATA=/data \
    AFORTIORI_CACHE=/data/cache \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
USER afortiori
WORKDIR /data
VOLUME ["/data"]
EXPOSE 8443
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "/opt/afortiori/healthy.py", "8443"]
ENTRYPOINT ["afortiori"]
CMD ["--help"]

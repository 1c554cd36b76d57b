# gate in a container: docker build -t gate . && docker run --rm -v "$PWD:/repo" gate check --repo /repo
# Debian 12 with a Node 20: the npm of Debian itself cannot read the aliases of grammars/package-lock.json.
FROM node:20-bookworm-slim AS build
ARG SOURCE_DATE_EPOCH=315532800
COPY . /src
WORKDIR /src
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates
RUN scripts/package
RUN mkdir /opt/gate && for archive in build/release/packages/*.tar.gz; do tar -xzf "$archive" -C /opt/gate --strip-components=1; done

FROM debian:12-slim
# git fetches what a shallow clone lacks; the certificates are for the forge's API.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates git && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/gate /opt/gate
ENV PATH=/opt/gate/bin:$PATH
ENTRYPOINT ["gate"]

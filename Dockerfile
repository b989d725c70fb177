# Two images of one build: `--target portal` (ingest inside, the default) and `--target ingest` (the `iotlink` host alone).
# The base images are arguments, so that a house with a registry of its own names its own.
ARG SDK=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0
ARG NODE=docker.io/library/node:20-bookworm-slim

FROM ${NODE} AS node

FROM ${SDK} AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
# What is restored changes rarely: a layer of its own.
COPY Directory.Build.props Directory.Packages.props global.json ./
COPY IotLink.Core/IotLink.Core.csproj IotLink.Core/
COPY IotLink.Ingest/IotLink.Ingest.csproj IotLink.Ingest/
COPY IotLink.Portal/IotLink.Portal.csproj IotLink.Portal/Vendor.targets IotLink.Portal/
RUN dotnet restore IotLink.Portal
COPY . .
RUN dotnet publish IotLink.Portal -c Release --no-restore -o /out/portal \
 && dotnet publish IotLink.Ingest -c Release --no-restore -o /out/ingest

FROM ${RUNTIME} AS base
ENV Storage__Folder=/data Ingest__Mqtt__Address=0.0.0.0 Ingest__Tcp__Address=0.0.0.0 ASPNETCORE_HTTP_PORTS=8080
# The user `app` of the base image, by number: bases without that name work too.
RUN mkdir /data && chown 1654:1654 /data
VOLUME /data
# HTTP, MQTT, MQTT over TLS, TCP frames of prod-a, gt06 and gator-m508
EXPOSE 8080 1883 8883 5020 5023 5024
WORKDIR /app
USER 1654:1654

FROM base AS ingest
COPY --from=build /out/ingest .
ENTRYPOINT ["dotnet", "iotlink.dll"]
CMD ["run"]

FROM base AS portal
COPY --from=build /out/portal .
ENTRYPOINT ["dotnet", "IotLink.Portal.dll"]

#!/usr/bin/env bash
# Everything that must hold before a change lands.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build IotLink.sln
dotnet test IotLink.sln --no-build

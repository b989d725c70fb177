#!/usr/bin/env bash
# Everything that must hold before a change lands. Installs what it needs, leaves nothing running.
# Ends with "N passed, N failed, N skipped" over all runners. With CI=true a skip is a failure.
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
results=$(mktemp -d); trap 'rm -rf "$results"' EXIT
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }
stop() { say "$1"; echo "$passed passed, $((failed + 1)) failed, $skipped skipped"; exit 1; }

install() { # install COMMAND PACKAGE...: Debian packages for a command that is not there
  command -v "$1" >/dev/null && return
  shift
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "missing: $* (install it to run all tests)"; return; }
  [ -e "$results/apt" ] || { apt-get update -qq >/dev/null && touch "$results/apt"; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || echo "could not install: $*"
}

say 'Tools'
install chromium chromium fonts-nanum
install curl curl
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install initdb postgresql
install mosquitto mosquitto

say 'Packages of the browser tests and of the counterparts that unit tests talk to'
(cd e2e && npm ci --no-audit --no-fund --loglevel=error) || stop 'npm ci failed'

say 'Format'
dotnet restore IotLink.sln -v q || stop 'restore failed'
dotnet format whitespace IotLink.sln --no-restore --verify-no-changes || stop 'format: run "dotnet format whitespace"'

say 'Build'
dotnet build IotLink.sln -c Release --no-restore -v q || stop 'build failed'

say 'Unit, property, contract, component and architecture tests'
dotnet IotLink.Tests/bin/Release/net10.0/IotLink.Tests.dll -noLogo -xml "$results/dotnet.xml" || true
[ -s "$results/dotnet.xml" ] || stop 'the test program ended without results'
attr() { sed -n "s/.*<assembly [^>]* $1=\"\([0-9]*\)\".*/\1/p" "$results/${2:-dotnet}.xml" | head -n 1; }
passed=$((passed + $(attr passed))) failed=$((failed + $(attr failed) + $(attr errors))) skipped=$((skipped + $(attr skipped)))

# Debian, npm and NuGet do not have moto: where it is not installed, signatures are checked by the counterparts e2e/counterparts/aws*.mjs alone.
say 'SNS and AWS IoT as moto plays them'
if command -v moto_server >/dev/null; then
  dotnet IotLink.Tests/bin/Release/net10.0/IotLink.Tests.dll -noLogo -explicit only -class '*MotoTests' -xml "$results/moto.xml" || true
  [ -s "$results/moto.xml" ] || stop 'the test program ended without results'
  passed=$((passed + $(attr passed moto))) failed=$((failed + $(attr failed moto) + $(attr errors moto)))
else
  echo 'not run: no moto_server on this machine'
fi

say 'Browser tests'
if [ -f e2e/package.json ]; then
  (cd e2e && PLAYWRIGHT_JSON_OUTPUT_NAME="$results/e2e.json" npx playwright test --reporter=list,json) || true
  [ -s "$results/e2e.json" ] || stop 'the browser tests ended without results'
  stat() { node -p "JSON.parse(require('fs').readFileSync('$results/e2e.json')).stats.$1"; }
  passed=$((passed + $(stat expected) + $(stat flaky))) failed=$((failed + $(stat unexpected))) skipped=$((skipped + $(stat skipped)))
fi

say 'All'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] || exit 1
if [ "${CI:-}" = true ] && [ "$skipped" != 0 ]; then echo 'In CI nothing may be skipped.'; exit 1; fi

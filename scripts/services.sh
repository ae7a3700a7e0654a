#!/usr/bin/env bash
# PostgreSQL 15 + pgvector, Redis and Chromium for the slower test suites, on Debian 12, on loopback, in folders of their own.
# usage: services.sh postgres up|stop|reset · services.sh redis up|stop|kill · services.sh chromium · services.sh env
# Prints the connection URL (or the browser's path) as its last line. Nothing under /usr changes except Debian packages.
set -euo pipefail
CACHE=${JIESU_SERVICES_HOME:-$HOME/.cache/jiesu-services}
PG=$CACHE/postgres; PG_PORT=${PGV_PORT:-5516}; V=15
BIN=$PG/root/usr/lib/postgresql/$V/bin; DATA=$PG/data
RD=$CACHE/redis; RD_PORT=${REDIS_PORT:-6391}
export DEBIAN_FRONTEND=noninteractive

apt_install() { apt-get update -qq; apt-get install -y -qq --no-install-recommends "$@" >"$CACHE/apt.log" 2>&1 || { cat "$CACHE/apt.log" >&2; return 1; }; }
as_postgres() { (cd / && runuser -u postgres -- "$@"); }

install_postgres() {
  if [ -e "$BIN/postgres" ] && [ -e "$PG/root/usr/share/postgresql/$V/extension/vector.control" ]; then return; fi
  mkdir -p "$PG"
  if ! [ -x /usr/lib/postgresql/$V/bin/postgres ] || ! [ -d /usr/include/postgresql/$V/server ] || ! command -v dpkg-source >/dev/null; then
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    apt_install postgresql-$V postgresql-server-dev-$V dpkg-dev make gcc libc6-dev
  fi
  # Debian 12 has no pgvector 0.8; the next release's source package builds against PostgreSQL 15 as it is.
  local mirror
  mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } | awk '/^URIs:/{print $2; exit} /^deb /{for(i=2;i<=NF;i++) if($i ~ /^https?:/){print $i; exit}}')
  mkdir -p "$PG"/apt/lists/partial "$PG"/apt/cache/archives/partial
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$PG/apt/sources.list"
  printf 'Dir::Etc::sourcelist "%s/apt/sources.list";\nDir::Etc::sourceparts "/dev/null";\nDir::State::lists "%s/apt/lists";\nDir::Cache "%s/apt/cache";\nAPT::Sandbox::User "root";\n' "$PG" "$PG" "$PG" >"$PG/apt/apt.conf"
  (export APT_CONFIG=$PG/apt/apt.conf; apt-get update -qq; cd "$PG"; rm -rf pgvector-*; apt-get source -qq --only-source pgvector >"$PG/source.log" 2>&1)
  (cd "$PG"/pgvector-*/ && make -s -j2 OPTFLAGS="" PG_CONFIG=/usr/lib/postgresql/$V/bin/pg_config >"$PG/build.log" 2>&1 &&
    make -s install DESTDIR="$PG/root" PG_CONFIG=/usr/lib/postgresql/$V/bin/pg_config >>"$PG/build.log" 2>&1)
  mkdir -p "$PG/root/usr/lib/postgresql" "$PG/root/usr/share/postgresql"
  cp -a /usr/share/postgresql/$V "$PG/root/usr/share/postgresql/"
  cp -a /usr/lib/postgresql/$V "$PG/root/usr/lib/postgresql/"
}
running() { [ -s "$DATA/PG_VERSION" ] && as_postgres "$BIN/pg_ctl" -D "$DATA" status >/dev/null 2>&1; }
postgres_up() {
  install_postgres
  local p=$PG; while [ "$p" != / ]; do chmod o+x "$p"; p=$(dirname "$p"); done
  if [ ! -s "$DATA/PG_VERSION" ]; then
    install -d -o postgres -g postgres -m 700 "$DATA"
    as_postgres "$BIN/initdb" -D "$DATA" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
    printf "listen_addresses='127.0.0.1'\nport=%s\nunix_socket_directories='/tmp'\nshared_buffers=256MB\nmax_connections=200\n" "$PG_PORT" >>"$DATA/postgresql.conf"
  fi
  running || as_postgres "$BIN/pg_ctl" -D "$DATA" -w -t 30 -l "$DATA/server.log" start >/dev/null
  as_postgres "$BIN/psql" -h 127.0.0.1 -p "$PG_PORT" -U postgres -Atqc "create extension if not exists vector" postgres >&2
  echo "postgres://postgres@127.0.0.1:$PG_PORT/postgres"
}
postgres_stop() { running && as_postgres "$BIN/pg_ctl" -D "$DATA" -m fast stop >/dev/null; true; }

pong() { redis-cli -p "$RD_PORT" ping 2>/dev/null | grep -q PONG; }
redis_up() {
  command -v redis-server >/dev/null || apt_install redis-server
  mkdir -p "$RD"
  pong || redis-server --daemonize yes --bind 127.0.0.1 --port "$RD_PORT" --save "" --appendonly no --maxmemory-policy noeviction --dir "$RD" --pidfile "$RD/pid" --logfile "$RD/log" >/dev/null
  for _ in $(seq 50); do pong && break; sleep 0.1; done
  pong && echo "redis://127.0.0.1:$RD_PORT"
}
chromium_path() {
  if ! command -v chromium >/dev/null || [ -z "$(fc-list :lang=zh 2>/dev/null)" ]; then apt_install chromium fonts-noto-cjk fontconfig; fi
  command -v chromium
}

mkdir -p "$CACHE"
case "${1:-} ${2:-up}" in
  'env up') echo "export TEST_DATABASE_URL=$(postgres_up 2>/dev/null | tail -n 1) TEST_REDIS_URL=$(redis_up | tail -n 1) CHROMIUM_PATH=$(chromium_path)" ;;
  'postgres up') postgres_up ;;
  'postgres stop') postgres_stop ;;
  'postgres reset') postgres_stop; rm -rf "$DATA" ;;
  'redis up') redis_up ;;
  'redis stop') redis-cli -p "$RD_PORT" shutdown nosave 2>/dev/null || true ;;
  'redis kill') [ -s "$RD/pid" ] && kill -9 "$(cat "$RD/pid")" || true ;;
  'chromium up') chromium_path ;;
  *) sed -n 3,4p "$0"; exit 2 ;;
esac

#!/usr/bin/env bash
# The published folder behind the shipped nginx configuration: headers, a crowd of first visits, reload and release switches
# under load, and MDN's HTTP Observatory. docs/operations.md tells what was measured and why it matters.
#
#   cargo xtask publish --base https://localhost/   (twice, with a change between, so that there are two releases)
#   tests/drills/server.sh [site]
#
# Needs nginx, openssl, curl and h2load (on Debian: nginx-light libnginx-mod-http-brotli-static nghttp2-client), and for the
# Observatory node and npm. Listens on ports 80 and 443 of this machine, so it needs the right to; stops its own nginx only.
set -euo pipefail
cd "$(dirname "$0")/../.."
site=$(realpath "${1:-site}")
room=$(mktemp -d)
VISITS=${VISITS:-2000}
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
failed=0

fail() { echo "FAILED: $*"; failed=1; }
finish() {
    if [ -s "$room/nginx.pid" ]; then nginx -c "$room/nginx.conf" -s stop 2>/dev/null || true; fi
    rm -rf "$room"
}
trap finish EXIT

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
    -addext "subjectAltName=DNS:localhost,IP:127.0.0.1" -keyout "$room/key.pem" -out "$room/cert.pem" 2>/dev/null

# What an operator does: the real paths of the certificate, and Brotli where its module is.
configure() {
    sed -e "s#/etc/ssl/m21/fullchain.pem#$room/cert.pem#; s#/etc/ssl/m21/privkey.pem#$room/key.pem#" \
        -e "s/#brotli_static/brotli_static/" "$site/deploy/nginx.conf" >"$room/m21.conf"
}
module=$(ls /usr/lib/nginx/modules/ngx_http_brotli_static_module.so 2>/dev/null || true)
cat >"$room/nginx.conf" <<EOF
${module:+load_module $module;}
worker_processes auto;
worker_rlimit_nofile $(ulimit -Hn);
pid $room/nginx.pid;
error_log $room/error.log;
events { worker_connections 16384; }
http {
    access_log off;
    include $room/m21.conf;
}
EOF
configure
[ -n "$module" ] || sed -i "s/brotli_static/#brotli_static/" "$room/m21.conf"
nginx -t -q -c "$room/nginx.conf"
nginx -c "$room/nginx.conf"
sleep 1

echo "— headers —"
get() { curl -sk --http2 -H 'Accept-Encoding: br, gzip' "https://localhost$1" "${@:2}"; }
says() { # path, header line in small letters
    get "$1" -D - -o /dev/null | tr -d '\r' | tr 'A-Z' 'a-z' | grep -qF "$2" || fail "$1 does not say $2"
}
asset=$(cd "$site/current" && ls assets/start-*.js | head -1)
for path in / /s/ /embed.html /data/sites.geojson /sw.js /version.json; do says "$path" "cache-control: no-cache"; done
says "/$asset" "cache-control: public, max-age=31536000, immutable"
says / "content-encoding: br"
says / "frame-ancestors 'none'"
says /embed.html "frame-ancestors https://"
says / "cross-origin-opener-policy: same-origin"
says /nowhere/ "http/2 404"
says /assets/nothing.js "http/2 404"
says /assets/nothing.js "cache-control: no-cache"
tag=$(get / -D - -o /dev/null | tr -d '\r' | sed -n 's/^etag: //p')
code=$(get / -o /dev/null -w '%{http_code}' -H "If-None-Match: $tag")
[ "$code" = 304 ] || fail "a page that is known is sent again ($code)"

# What a first visit fetches: the page, its program, styles, fonts and data.
(
    cd "$site/current"
    echo "https://localhost/"
    ls assets/{start,m21,m21_bg,style,boot,keep,tend}-*.{js,wasm,css} assets/archivo-[0-9a-f]*.woff2 2>/dev/null || true
    find data -name '*.json' -o -name '*.geojson'
) | sed 's#^\(assets\|data\)#https://localhost/\1#' >"$room/visit.txt"
files=$(wc -l <"$room/visit.txt")

echo "— $VISITS simultaneous first visits, $files files each —"
h2load -i "$room/visit.txt" -H 'Accept-Encoding: br' -n $((VISITS * files)) -c "$VISITS" -m 16 -t 1 | tee "$room/crowd.txt" |
    grep -E "^(finished|requests|status|traffic|time for|min|TLS)" || true
grep -q " 0 failed, 0 errored, 0 timeout" "$room/crowd.txt" || fail "some first visits had errors"

if command -v node >/dev/null; then
    echo "— reloads under 500 connections —"
    # h2load does not come back after a goodbye, as browsers do; these visitors do.
    node tests/drills/reload.mjs https://localhost "$room/visit.txt" 12 &
    load=$!
    for _ in 1 2 3 4 5; do
        sleep 2
        nginx -c "$room/nginx.conf" -s reload 2>/dev/null
    done
    wait $load || fail "some requests failed while the server was reloaded"
fi

echo "— release switches under 500 connections —"
releases=("$site"/releases/*)
here=$(readlink "$site/current")
h2load -i "$room/visit.txt" -H 'Accept-Encoding: br' -n 60000 -c 500 -m 4 -t 1 >"$room/switch.txt" &
load=$!
switches=0
while kill -0 $load 2>/dev/null; do
    for release in "${releases[@]}"; do
        ln -sfn "releases/$(basename "$release")" "$site/.current-drill" && mv -fT "$site/.current-drill" "$site/current"
        switches=$((switches + 1))
        sleep 0.05
    done
done
wait $load || true
ln -sfn "$here" "$site/.current-drill" && mv -fT "$site/.current-drill" "$site/current"
echo "$switches switches among ${#releases[@]} releases"
grep -E "^(finished|requests|status)" "$room/switch.txt" || true
grep -q " 0 failed, 0 errored, 0 timeout" "$room/switch.txt" || fail "some requests failed while releases were switched"
grep -q ", 0 3xx, 0 4xx, 0 5xx" "$room/switch.txt" || fail "a switch had missing files"

if command -v npm >/dev/null && [ "${OBSERVATORY:-yes}" = yes ]; then
    echo "— MDN HTTP Observatory —"
    home=${OBSERVATORY_HOME:-$room/observatory}
    mkdir -p "$home"
    if [ ! -d "$home/node_modules/@mdn" ]; then
        # Its own install script downloads certificates and the list of preloaded hosts, which a scan of localhost needs not.
        npm install --prefix "$home" --ignore-scripts --no-audit --no-fund --silent @mdn/mdn-http-observatory >/dev/null 2>&1 || true
    fi
    scan="$home/node_modules/@mdn/mdn-http-observatory"
    [ -e "$scan/conf/hsts-preload.json" ] || echo '{}' >"$scan/conf/hsts-preload.json"
    NODE_EXTRA_CA_CERTS="$room/cert.pem" node "$scan/src/scan.js" localhost >"$room/scan.json" || true
    node -e '
        const { scan, tests } = JSON.parse(require("fs").readFileSync(process.argv[1]));
        for (const [name, test] of Object.entries(tests)) console.log(`${name}: ${test.result} (${test.scoreModifier})`);
        console.log(`${scan.grade}, ${scan.score} points`);
        process.exit(scan.grade === "A+" && scan.score >= 130 ? 0 : 1);
    ' "$room/scan.json" || fail "the Observatory gives less than A+ with 130"
fi
grep -vE "signal|notice|is not found|open\(\) .*nothing.js" "$room/error.log" | head -5 || true
[ "$failed" = 0 ] && echo "All held."
exit "$failed"

#!/bin/sh
# Sees to JDK and Maven, then builds everything and runs every test, the integration tests on the real zip included.
# Arguments go to Maven. The last lines sum up; the exit status is Maven's.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
. "$root/distribution/setup.sh"
see_to_tools

cd "$root"
mkdir -p target
log=$root/target/test.log
began=$(date +%s)
{
    status=0
    mvn -B -Dtest.heap=512m verify "$@" || status=$?
    echo "$status" >"$root/target/test.status"
} 2>&1 | tee "$log"
status=$(cat "$root/target/test.status")

echo
echo "== Armature: all tests =="
sed -n 's/.*Tests run: \([0-9]*\), Failures: \([0-9]*\), Errors: \([0-9]*\), Skipped: \([0-9]*\), Time elapsed.* in .*/\1 \2 \3 \4/p' "$log" |
    awk '{ classes++; run += $1; failed += $2 + $3; skipped += $4 }
         END { printf "test classes %d, tests %d, failed %d, skipped %d\n", classes, run, failed, skipped }'
echo "build JDK: $("$JAVA_HOME/bin/javac" -version 2>&1)"
if grep -q -E '^started on Java 25' "$log"; then
    grep -E '^started on Java 25' "$log" | sort -u
else
    echo "*** JAVA 25 WAS NOT TRIED: there is none here, or the integration tests did not run ***"
fi
echo "took $(($(date +%s) - began)) s; exit status $status"
exit "$status"

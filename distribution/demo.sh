#!/bin/sh
# From a clean clone to three running nodes: sees to JDK and Maven, builds the zip, unpacks it and runs its demo.
# Arguments go to `armature demo`; --tour runs the tour and exits 0 only if every check held.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
. "$root/distribution/setup.sh"
see_to_tools

say "building the zip ..."
(cd "$root" && mvn -q -B -pl distribution -am -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2

unpacked=$root/distribution/target/demo
rm -rf "$unpacked"
mkdir -p "$unpacked"
(cd "$unpacked" && jar xf "$root"/distribution/target/armature-*.zip)
chmod +x "$unpacked"/armature-*/bin/*

for program in "$unpacked"/armature-*/bin/armature; do
    exec "$program" demo "$@"
done

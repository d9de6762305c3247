# Read by demo.sh and test.sh: finds a JDK (17 or newer) and Maven, installing both on Debian if they are missing and this
# user may. Sets JAVA_HOME and puts its programs first on the PATH. ARMATURE_NO_INSTALL=1 forbids installing.

say() {
    printf '%s\n' "$*" >&2
}

# The feature version of the JDK in directory $1, or 0 if there is no compiler in it.
jdk_version() {
    if [ -x "$1/bin/javac" ]; then
        "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \(1\.\)\{0,1\}\([0-9]*\).*/\2/p'
    else
        echo 0
    fi
}

find_jdk() {
    on_path=$(command -v javac || true)
    [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*17* /usr/lib/jvm/*; do
        [ -n "$candidate" ] || continue
        version=$(jdk_version "$candidate")
        if [ "${version:-0}" -ge 17 ]; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            PATH=$JAVA_HOME/bin:$PATH
            export PATH
            return 0
        fi
    done
    return 1
}

find_maven() {
    command -v mvn >/dev/null 2>&1
}

install_tools() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "${ARMATURE_NO_INSTALL:-0}" != 1 ] || return 1
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null || return 1
        as_root="sudo -n"
    fi
    # shellcheck disable=SC2086 # a prefix of words, or nothing
    $as_root apt-get -q update >&2 || return 1
    packages=
    for package in "$@"; do
        # Releases that no longer have version 17 have a newer one under the name of the default.
        if [ "$package" = openjdk-17-jdk-headless ] && ! apt-cache show "$package" >/dev/null 2>&1; then
            package=default-jdk-headless
        fi
        packages="$packages $package"
    done
    say "installing:$packages"
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $packages >&2
}

see_to_tools() {
    missing=
    find_jdk || missing="openjdk-17-jdk-headless"
    find_maven || missing="$missing maven"
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # a list of packages
    if ! install_tools $missing || ! find_jdk || ! find_maven; then
        say "Needed to build Armature, and not found:$(printf ' %s' $missing)"
        say "  a JDK, version 17 or newer (a runtime is not enough; JAVA_HOME or the PATH leads to it), and Maven 3.8 or newer."
        say "  Debian and Ubuntu, as root:  apt-get update && apt-get install openjdk-17-jdk-headless maven"
        say "  Fedora, as root:             dnf install java-17-openjdk-devel maven"
        say "  others:                      a JDK such as Eclipse Temurin, and Apache Maven, from their own sites"
        exit 1
    fi
}

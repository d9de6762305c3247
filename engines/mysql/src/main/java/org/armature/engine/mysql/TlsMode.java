package org.armature.engine.mysql;

import java.util.Arrays;
import java.util.List;

/** How the way to the server is protected, with the driver's word for it. */
enum TlsMode {
    OFF("off", "DISABLED"),
    INSECURE("insecure", "DISABLED"),
    REQUIRED("required", "REQUIRED"),
    VERIFY_CA("verify-ca", "VERIFY_CA"),
    VERIFY_IDENTITY("verify-identity", "VERIFY_IDENTITY");

    private final String option;
    private final String driverMode;

    TlsMode(String option, String driverMode) {
        this.option = option;
        this.driverMode = driverMode;
    }

    static TlsMode of(String option) {
        return Arrays.stream(values())
                .filter(mode -> mode.option.equals(option))
                .findFirst()
                .orElseThrow();
    }

    static List<String> options() {
        return Arrays.stream(values()).map(mode -> mode.option).toList();
    }

    String driverMode() {
        return driverMode;
    }

    boolean encrypts() {
        return this != OFF && this != INSECURE;
    }

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }

    @Override
    public String toString() {
        return option;
    }
}

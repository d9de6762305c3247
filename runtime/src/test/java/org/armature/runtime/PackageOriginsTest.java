package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class PackageOriginsTest {

    @Test
    void aPackageIsFoundByItsLongestKnownPrefix() {
        assertEquals("protobuf-java", PackageOrigins.jarOf("com.google.protobuf"));
        assertEquals("mysql-connector-j", PackageOrigins.jarOf("com.mysql.cj.jdbc"));
    }

    @Test
    void anUnknownPackageHasNoOrigin() {
        assertNull(PackageOrigins.jarOf("com.google"));
        assertNull(PackageOrigins.jarOf("nowhere"));
    }
}

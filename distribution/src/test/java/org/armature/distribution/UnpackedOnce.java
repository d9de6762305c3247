package org.armature.distribution;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share the zip as unpacked, and change nothing in it that they do not put back. */
abstract class UnpackedOnce {
    @TempDir
    static Path unpacked;

    static Path home;

    @BeforeAll
    static void unpack() throws IOException {
        home = UnpackedZip.into(unpacked);
    }
}

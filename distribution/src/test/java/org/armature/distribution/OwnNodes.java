package org.armature.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with nodes of their own, which end with each of them. */
abstract class OwnNodes extends UnpackedOnce {
    static final String THREE_COPIES = "defaults { n = 3, r = 2, w = 2 }\ntables { kv {} }\n";

    @TempDir
    Path temp;

    final List<NodeUnderTest> nodes = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        for (NodeUnderTest node : nodes) {
            node.close();
        }
    }
}

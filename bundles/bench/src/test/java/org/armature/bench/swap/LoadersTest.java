package org.armature.bench.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoadersTest {
    private static final String NAME = "org.armature.engine.bdbje.BdbjeEngine";

    @Test
    void eachLoaderThatHasTheClassCountsOnce() {
        assertEquals(2, Loaders.of(NAME).count("""
                              +-- <bootstrap>
                              |     +-- org.apache.felix.framework.BundleWiringImpl$BundleClassLoader
                              |     |                     Classes: org.armature.engine.bdbje.BdbjeEngine
                              |     |                              org.armature.engine.bdbje.BdbjeEngine$Part
                              |     |                     (2 classes)
                              |     +-- org.apache.felix.framework.BundleWiringImpl$BundleClassLoader
                              |     |                     Classes: other.org.armature.engine.bdbje.BdbjeEngines
                              |     |                              org.armature.engine.bdbje.BdbjeEngine
                              """));
    }

    @Test
    void aJvmIsAskedForItsClassLoaders() throws Exception {
        long self = ProcessHandle.current().pid();
        assertEquals(1, Loaders.of(LoadersTest.class.getName()).count(self));
        assertEquals(0, Loaders.of(NAME).count(self));
    }

    @Test
    void aJvmThatIsNotThereIsTold() {
        IOException none =
                assertThrows(IOException.class, () -> Loaders.of(NAME).count(Integer.MAX_VALUE));
        assertTrue(none.getMessage().contains("GC.class_histogram ended with"), none.getMessage());
    }
}

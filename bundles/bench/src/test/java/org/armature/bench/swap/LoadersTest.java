package org.armature.bench.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoadersTest {
    @Test
    void bundlesClassLoadersAreCountedAndNothingElse() throws IOException {
        assertEquals(19, Loaders.count("""
                         num     #instances         #bytes  class name (module)
                        -------------------------------------------------------
                           1:        123456        9876543  [B (java.base@17)
                         812:            19           2432  org.apache.felix.framework.BundleWiringImpl$BundleClassLoader
                         813:            21           2432  org.apache.felix.framework.BundleWiringImpl$BundleClassLoaders
                        """));
        assertThrows(IOException.class, () -> Loaders.count("no such process"));
    }

    @Test
    void aJvmIsAskedForItsHistogram() {
        Loaders loaders = Loaders.ofThisJava();
        IOException none = assertThrows(
                IOException.class, () -> loaders.count(ProcessHandle.current().pid()));
        assertTrue(none.getMessage().contains("no class loader of a bundle"), none.getMessage());
    }
}

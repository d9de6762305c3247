package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageRequirementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(osgi.wiring.package=a.b)                                                    | a.b",
                "(&(osgi.wiring.package=a.b)(version>=1.2.0))                                 | a.b [1.2.0,)",
                "(&(osgi.wiring.package=a.b)(version>=1.0.0)(!(version>=2.0.0)))              | a.b [1.0.0,2.0.0)",
                "(&(osgi.wiring.package=a.b)(version>=1.0.0)(version<=2.0.0))                 | a.b [1.0.0,2.0.0]",
                "(&(osgi.wiring.package=a.b)(!(version<=1.0.0))(!(version>=2.0.0)))           | a.b (1.0.0,2.0.0)",
                "(&(osgi.wiring.package=a.b)(bundle-symbolic-name=c)(version>=0.0.0))         | a.b [0.0.0,)",
            })
    void aFilterIsReadBackAsItStoodInTheManifest(String filter, String requirement) {
        assertEquals(requirement, PackageRequirement.parse(filter).toString());
    }

    @Test
    void aFilterThatNamesNoPackageIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PackageRequirement.parse("(osgi.ee=JavaSE)"));
    }
}

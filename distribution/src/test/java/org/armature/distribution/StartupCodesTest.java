package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.armature.model.ErrorCode;
import org.armature.runtime.StartupCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartupCodesTest {

    @ParameterizedTest
    @EnumSource
    void theLauncherRepeatsTheCodesOfTheModel(StartupCode code) {
        ErrorCode original = ErrorCode.valueOf(code.name());
        assertEquals(original.number(), code.number());
        assertEquals(original.summary(), code.summary());
        assertEquals(original.toString(), code.toString());
    }
}

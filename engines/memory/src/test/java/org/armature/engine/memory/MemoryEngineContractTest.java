package org.armature.engine.memory;

import org.armature.storage.StorageEngine;
import org.armature.storage.testkit.EngineContract;
import org.armature.storage.testkit.EngineUnderTest;

class MemoryEngineContractTest extends EngineContract {
    @Override
    protected EngineUnderTest subject() {
        return new Memory();
    }

    /** With the defaults. */
    public static final class Memory implements EngineUnderTest {
        @Override
        public StorageEngine engine() {
            return new MemoryEngine();
        }
    }
}

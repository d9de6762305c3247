package org.armature.engine.buffered;

import org.armature.engine.memory.MemoryEngine;
import org.armature.storage.StorageEngine;
import org.armature.storage.testkit.EngineContract;
import org.armature.storage.testkit.EngineStack;
import org.armature.storage.testkit.EngineUnderTest;

class BufferedOnMemoryContractTest extends EngineContract {
    @Override
    protected EngineUnderTest subject() {
        return new BufferedOnMemory();
    }

    /** With the defaults. */
    public static final class BufferedOnMemory implements EngineUnderTest {
        @Override
        public StorageEngine engine() {
            return new EngineStack(new BufferedEngine(), new MemoryEngine());
        }
    }
}

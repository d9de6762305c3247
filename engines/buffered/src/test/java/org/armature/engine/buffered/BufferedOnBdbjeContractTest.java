package org.armature.engine.buffered;

import org.armature.storage.testkit.EngineUnderTest;
import org.armature.storage.testkit.FileEngineContract;

class BufferedOnBdbjeContractTest extends FileEngineContract {
    @Override
    protected EngineUnderTest subject() {
        return new BufferedOnBdbje();
    }
}

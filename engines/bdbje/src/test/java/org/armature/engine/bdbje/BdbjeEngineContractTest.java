package org.armature.engine.bdbje;

import org.armature.storage.testkit.EngineUnderTest;
import org.armature.storage.testkit.FileEngineContract;

class BdbjeEngineContractTest extends FileEngineContract {
    @Override
    protected EngineUnderTest subject() {
        return new Bdbje();
    }
}

package org.armature.engine.mysql;

import org.armature.storage.testkit.DurableEngineContract;
import org.armature.storage.testkit.EngineUnderTest;

class MySql8EngineContractTest extends DurableEngineContract {
    @Override
    protected EngineUnderTest subject() {
        SharedServer.ready(ServerKind.MYSQL);
        return new MySql8();
    }
}

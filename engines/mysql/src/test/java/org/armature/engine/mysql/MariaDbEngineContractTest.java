package org.armature.engine.mysql;

import org.armature.storage.testkit.DurableEngineContract;
import org.armature.storage.testkit.EngineUnderTest;

class MariaDbEngineContractTest extends DurableEngineContract {
    @Override
    protected EngineUnderTest subject() {
        SharedServer.ready(ServerKind.MARIADB);
        return new MariaDb();
    }
}

package org.armature.engine.mysql;

import java.util.SortedMap;
import org.armature.storage.StorageEngine;
import org.armature.storage.testkit.EngineUnderTest;

/** The engine as the contract runs it, on the shared server of this kind. */
public final class MariaDb implements EngineUnderTest {
    @Override
    public StorageEngine engine() {
        return new MysqlEngine();
    }

    @Override
    public SortedMap<String, String> options() {
        return SharedServer.options(ServerKind.MARIADB);
    }
}

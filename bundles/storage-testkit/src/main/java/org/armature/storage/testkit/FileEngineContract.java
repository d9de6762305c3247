package org.armature.storage.testkit;

import org.junit.jupiter.api.Nested;

/** What an engine holds to that keeps its entries in files of its directory, which can be damaged and have no room. */
public abstract class FileEngineContract extends DurableEngineContract {
    @Nested
    class Damage extends DamageTheme {
        @Override
        EngineUnderTest subject() {
            return FileEngineContract.this.subject();
        }
    }

    @Nested
    class FullDisk extends FullDiskTheme {
        @Override
        EngineUnderTest subject() {
            return FileEngineContract.this.subject();
        }
    }
}

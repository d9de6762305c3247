package org.armature.storage.testkit;

import org.junit.jupiter.api.Nested;

/** What an engine holds to that keeps its entries when it is closed, and when its process is killed. */
public abstract class DurableEngineContract extends EngineContract {
    @Nested
    class Reopening extends ReopenTheme {
        @Override
        EngineUnderTest subject() {
            return DurableEngineContract.this.subject();
        }
    }

    @Nested
    class Kills extends KillTheme {
        @Override
        EngineUnderTest subject() {
            return DurableEngineContract.this.subject();
        }
    }
}

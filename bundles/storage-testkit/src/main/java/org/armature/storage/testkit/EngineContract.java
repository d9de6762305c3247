package org.armature.storage.testkit;

import org.junit.jupiter.api.Nested;

/**
 * What every engine holds to, whatever it keeps its entries in. Extend it in the engine's module and name the engine;
 * one theme is one nested class.
 */
public abstract class EngineContract {
    protected abstract EngineUnderTest subject();

    @Nested
    class Values extends ValueTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Batches extends BatchTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Order extends OrderTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Scans extends ScanTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Concurrency extends ConcurrencyTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Lifecycle extends LifecycleTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Drop extends DropTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Stats extends StatsTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Options extends OptionTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class Interrupts extends InterruptTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }

    @Nested
    class ManyStores extends ManyStoresTheme {
        @Override
        EngineUnderTest subject() {
            return EngineContract.this.subject();
        }
    }
}

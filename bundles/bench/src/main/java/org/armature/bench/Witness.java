package org.armature.bench;

/** Remembers what the store has acknowledged, and sees what it shows. Thread-safe; each key is written by one thread. */
public interface Witness {
    /** For runs that measure and do not judge. */
    Witness NOBODY = new Witness() {
        @Override
        public void acknowledged(int key, long write) {
            // it is not asked about it
        }

        @Override
        public long acknowledged(int key) {
            return NOTHING;
        }

        @Override
        public void shown(long before, long newest) {
            // any value is as good as another
        }
    };

    /** Less than any write's number. */
    long NOTHING = -1;

    /** @param write its number, as the value tells: later writes of a key have higher ones */
    void acknowledged(int key, long write);

    /** The last write of the key that was acknowledged, or {@link #NOTHING}. */
    long acknowledged(int key);

    /**
     * A read showed values of its key.
     *
     * @param before the last write that was acknowledged before the read began
     * @param newest of the writes whose values it showed
     */
    void shown(long before, long newest);
}

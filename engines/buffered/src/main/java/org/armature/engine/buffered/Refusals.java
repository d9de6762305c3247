package org.armature.engine.buffered;

import org.armature.storage.StorageException;

/** What the engine below threw, said again to later callers. No exception of another bundle is kept. */
final class Refusals {
    private Refusals() {}

    /** Of a kind callers of a write know what to do with, without the original, which may pin a class loader. */
    static StorageException of(Throwable failure, String what) {
        String text = what + ": "
                + (failure instanceof StorageException said ? said.getMessage() : "it is defective, " + failure);
        return anew(failure, text);
    }

    /** The same with the stack of whoever meets it now. */
    static StorageException again(StorageException failure) {
        return anew(failure, failure.getMessage());
    }

    private static StorageException anew(Throwable failure, String text) {
        if (failure instanceof StorageException.DiskFull) {
            return new StorageException.DiskFull(text);
        }
        if (failure instanceof StorageException.Corrupt) {
            return new StorageException.Corrupt(text);
        }
        return new StorageException.Unavailable(text);
    }
}

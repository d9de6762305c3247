package org.armature.storage;

/** Receives the entries of a scan in key order. */
@FunctionalInterface
public interface EntryVisitor {
    /** @return whether to go on */
    boolean visit(StoreKey key, byte[] value);
}

package org.armature.client.observe;

/** Something that was made current on a thread; closed on the same thread, the last opened first. */
@FunctionalInterface
public interface Scope extends AutoCloseable {
    Scope NONE = () -> {};

    @Override
    void close();
}

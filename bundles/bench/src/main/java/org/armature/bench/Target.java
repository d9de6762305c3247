package org.armature.bench;

/** What the load is put on: the store, or the bound. */
public interface Target {
    /** For the thread of that number; keeps what that thread must remember from one slice to the next. */
    Session session(int thread);
}

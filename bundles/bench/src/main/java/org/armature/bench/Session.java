package org.armature.bench;

/** One thread's calls to a target. Not thread-safe. */
public interface Session {
    /**
     * Reads the object and checks that it is one.
     *
     * @param key number of the key
     * @return versions found: more than one if there are siblings
     */
    int get(int key) throws OperationFailed;

    /**
     * Writes the object's next value.
     *
     * @param key number of a key of this thread's own
     * @return versions there are now
     */
    int put(int key) throws OperationFailed;
}

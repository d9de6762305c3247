package org.armature.client;

/** What a function has decided to do with the value it was shown. */
public sealed interface Change<V> {
    /** Puts this value in place of all that was read. */
    record Write<V>(V value) implements Change<V> {
        public Write {
            if (value == null) {
                throw new NullPointerException(
                        "the function gave null; to delete a key or to leave it there are Change.delete() and none()");
            }
        }
    }

    /** Deletes all that was read. */
    record Delete<V>() implements Change<V> {}

    /** Writes nothing; siblings stay siblings. */
    record None<V>() implements Change<V> {}

    /** Puts this value in place of all that was read, not null. */
    static <V> Change<V> to(V value) {
        return new Write<>(value);
    }

    /** Deletes all that was read. Of a key that nobody has written it does nothing. */
    static <V> Change<V> delete() {
        return new Delete<>();
    }

    /** Writes nothing; siblings stay siblings. */
    static <V> Change<V> none() {
        return new None<>();
    }
}

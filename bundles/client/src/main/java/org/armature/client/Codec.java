package org.armature.client;

import java.util.function.Function;
import org.armature.model.Bytes;

/**
 * How keys or values of a type are written as bytes. What it wrote it must read, also in later versions of the program,
 * and equal keys are equal bytes. Thread-safe; there are ready ones in {@link Codecs}.
 */
public interface Codec<T> {
    /** @throws IllegalArgumentException if the value can't be written */
    Bytes encode(T value);

    /** @throws RuntimeException of any class, if these are no bytes of a value; its message says why */
    T decode(Bytes bytes);

    /**
     * Another type, written as this one.
     *
     * @param read throws what it likes at a value that means none of its own
     */
    default <U> Codec<U> as(Function<T, U> read, Function<U, T> write) {
        Codec<T> inner = this;
        return new Codec<>() {
            @Override
            public Bytes encode(U value) {
                return inner.encode(write.apply(value));
            }

            @Override
            public U decode(Bytes bytes) {
                return read.apply(inner.decode(bytes));
            }
        };
    }
}

package org.armature.reconciler.standard;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;

/** Merges values that are written as text, two by two. Thread-safe. */
abstract class TextReconciler<T> implements Reconciler {
    private final String name;
    private final Function<String, T> parse;
    private final BinaryOperator<T> merge;
    private final Function<T, String> text;

    /** @param parse throws an {@code IllegalArgumentException} at what is no value */
    TextReconciler(String name, Function<String, T> parse, BinaryOperator<T> merge, Function<T, String> text) {
        this.name = name;
        this.parse = parse;
        this.merge = merge;
        this.text = text;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String version() {
        return "1.0.0";
    }

    @Override
    public final byte[] merge(List<Sibling> siblings) throws UnfitValue {
        T merged = value(siblings.get(0));
        for (Sibling sibling : siblings.subList(1, siblings.size())) {
            merged = merge.apply(merged, value(sibling));
        }
        return text.apply(merged).getBytes(StandardCharsets.UTF_8);
    }

    private T value(Sibling sibling) throws UnfitValue {
        try {
            String written = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(sibling.value()))
                    .toString();
            return parse.apply(written);
        } catch (CharacterCodingException e) {
            throw new UnfitValue("a value of " + sibling.length() + " bytes is no UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new UnfitValue("a value of " + sibling.length() + " bytes: " + e.getMessage(), e);
        }
    }

    @Override
    public final byte[] sample(RandomGenerator random) {
        return text.apply(made(random)).getBytes(StandardCharsets.UTF_8);
    }

    /** A value of a few small parts, that values made by other calls have as well. */
    abstract T made(RandomGenerator random);
}

package org.armature.bench.repair;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import org.armature.bench.steady.Operators;
import org.armature.demo.traffic.Jobs;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;

/**
 * What the nodes hold of some keys, each asked for its own copy alone, which repairs nothing.
 *
 * @param keys looked at
 * @param lacking copies that are not there
 * @param unlike copies that do not hold the same versions as the first node's
 */
record Likeness(int keys, int lacking, int unlike) {
    private static final int THREADS = 6;

    /**
     * @param count how many
     * @param keys the number of each
     * @param progress is told how many are done
     * @throws ExecutionException if a node does not answer, or tells what is no record
     */
    static Likeness of(
            Operators operators,
            List<String> nodes,
            TableName table,
            int count,
            IntUnaryOperator keys,
            IntConsumer progress)
            throws InterruptedException, ExecutionException {
        AtomicInteger lacking = new AtomicInteger();
        AtomicInteger unlike = new AtomicInteger();
        Jobs.Job look = number -> {
            Key key = Filling.key(keys.applyAsInt(number));
            Optional<VersionSet> first = copy(operators, nodes.get(0), table, key);
            for (String node : nodes) {
                Optional<VersionSet> copy = node.equals(nodes.get(0)) ? first : copy(operators, node, table, key);
                if (copy.isEmpty()) {
                    lacking.incrementAndGet();
                } else if (first.isEmpty() || !copy.get().agreesWith(first.get())) {
                    unlike.incrementAndGet();
                }
            }
        };
        Jobs.run(count, Math.min(count, THREADS), thread -> look, progress);
        return new Likeness(count, lacking.get(), unlike.get());
    }

    private static Optional<VersionSet> copy(Operators operators, String node, TableName table, Key key)
            throws ProtocolException {
        Optional<Bytes> record = operators.of(node).rawGet(table, key).record();
        return record.isPresent() ? Optional.of(RecordCodec.decode(record.get())) : Optional.empty();
    }

    boolean isWhole() {
        return lacking == 0 && unlike == 0;
    }
}

package org.armature.simulator.mutant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.armature.simulator.scenario.PruningAtRest;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a cluster whose vectors are shortened at once, as the paper has it (Dynamo §4.4), beside one that does so in
 * rounds, and one that does not.
 */
class PruningComparisonTest {
    private static final long SEEDS = Long.getLong("armature.pruning.seeds", 3);

    /** So few that short runs pass it. */
    private static final int MOST_IN_SEEDS = 4;

    /** As the paper has it, and the store by default. */
    private static final int MOST_AT_REST = 10;

    private static final String NEVER = "1000000";

    /** Five keys, many coordinators: nodes die and are cut off all the time, and each new life is another actor. */
    private static final Map<String, String> OPTIONS = Stream.of(
                    "seconds=20 nodes=5 strategy=3 partitions=8 shards=1 storage-on-loop=no ring-changes=no",
                    "tables=1 table0.use=siblings table0.nrw=3/2/2 table0.strict=no table0.durability=process",
                    "keys=5 clients=8 rate=60 value-bytes=40 short-lived=0 wishful=0 conditional=0",
                    "repeat-blind-deletions=no",
                    "only-fault=kill/isolate fault-pause-ms=300 fault-lasts-ms=3000 victim=no one-stays-dead=no",
                    "exchange-ms=5000 reaping-ms=5000 deadline-ms=2000 max-calls=1000 hint-bytes=1073741824",
                    "delay-us=200 ping-ms=500 suspect-ms=2000")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .map(option -> option.split("=", -1))
            .collect(Collectors.toMap(option -> option[0], option -> option[1]));

    private final MutantCompiler compiler = new MutantCompiler(
            Path.of(System.getProperty("armature.bundles")),
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));

    @Test
    void roundsMakeNoFalseSiblingsWhereTruncationDoes() {
        Map<Pruning, Map<String, Long>> figures = figures(this::underFaults);
        String table = table(figures, PruningRun.FIGURES);
        for (Pruning harmless : List.of(Pruning.NONE, Pruning.IN_ROUNDS)) {
            PruningRun.WRONG.forEach(
                    wrong -> assertEquals(0, figures.get(harmless).get(wrong), wrong + "\n" + table));
        }
        long grown = figures.get(Pruning.NONE).get(PruningRun.LONGEST_LEFT);
        assertTrue(grown > MOST_IN_SEEDS, table);
        assertTrue(figures.get(Pruning.IN_ROUNDS).get(PruningRun.LONGEST_LEFT) < grown, table);
        assertTrue(figures.get(Pruning.AT_ONCE).get(PruningRun.FALSE_SIBLINGS) > 0, table);
        for (Pruning atOnce : List.of(Pruning.AT_ONCE, Pruning.AT_ONCE_BY_COORDINATORS)) {
            assertTrue(figures.get(atOnce).get(PruningRun.CONTEXTS_BACK) > 0, table);
        }
    }

    @Test
    void whereCoordinatorsTruncateThereIsAlwaysSomethingToRepair() {
        Map<Pruning, Map<String, Long>> figures = figures(
                pruning -> run(loader(pruning, MOST_AT_REST), PruningAtRest.class, pruning == Pruning.IN_ROUNDS));
        String table = table(figures, PruningAtRest.FIGURES);
        for (Pruning pruning : Pruning.values()) {
            Map<String, Long> of = figures.get(pruning);
            boolean endless = pruning == Pruning.AT_ONCE_BY_COORDINATORS;
            assertEquals(endless ? PruningAtRest.ROUNDS : 0, of.get(PruningAtRest.AFTER_WRITES), table);
            assertEquals(0, of.get(PruningAtRest.AFTER_READS), table);
            boolean bounded = pruning == Pruning.IN_ROUNDS || pruning == Pruning.AT_ONCE;
            assertEquals(bounded, of.get(PruningAtRest.LONGEST) <= MOST_AT_REST, table);
        }
    }

    private static Map<Pruning, Map<String, Long>> figures(Function<Pruning, Map<String, Long>> each) {
        Map<Pruning, Map<String, Long>> figures = new ConcurrentSkipListMap<>();
        Stream.of(Pruning.values()).parallel().forEach(pruning -> figures.put(pruning, each.apply(pruning)));
        return figures;
    }

    private Map<String, Long> underFaults(Pruning pruning) {
        ClassLoader loader = loader(pruning, MOST_IN_SEEDS);
        Map<String, String> options = new TreeMap<>(OPTIONS);
        options.put("vector-entries", pruning == Pruning.IN_ROUNDS ? Integer.toString(MOST_IN_SEEDS) : NEVER);
        return LongStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> run(loader, PruningRun.class, seed, options))
                .reduce(Map.of(), PruningComparisonTest::sum);
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((name, figure) -> sum.merge(name, figure, name.startsWith("longest") ? Math::max : Long::sum));
        return sum;
    }

    private ClassLoader loader(Pruning pruning, int most) {
        ClassLoader own = getClass().getClassLoader();
        Map<String, byte[]> changes = pruning.changes(compiler, most);
        return changes.isEmpty() ? own : new MutantLoader(own, changes);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Long> run(ClassLoader loader, Class<?> run, Object... arguments) {
        try {
            return ((Supplier<Map<String, Long>>)
                            loader.loadClass(run.getName()).getConstructors()[0].newInstance(arguments))
                    .get();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(run + " can't be made", e);
        }
    }

    @SuppressWarnings("SystemOut") // for whoever reads the build
    private static String table(Map<Pruning, Map<String, Long>> figures, List<String> columns) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "| %-24s", "vectors are pruned"));
        columns.forEach(column -> text.append(" | ").append(column));
        figures.forEach((pruning, of) -> {
            text.append(String.format(Locale.ROOT, " |%n| %-24s", pruning));
            columns.forEach(column -> text.append(
                    String.format(Locale.ROOT, " | %" + column.length() + "d", of.getOrDefault(column, 0L))));
        });
        String table = text.append(String.format(Locale.ROOT, " |%n")).toString();
        System.out.print(table);
        return table;
    }
}

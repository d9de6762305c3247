package org.armature.storage.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice.Candidate;

/**
 * Another engine would suit what was measured better. Advice, never a change: whether to follow it is the operator's
 * decision. Nothing is advised from fewer than {@value #LEAST_OBJECTS} objects.
 *
 * @param engine the one that would
 * @param strong whether the evidence leaves little doubt: worth a warning if it lasts
 * @param text a sentence with the numbers it rests on
 */
public record EngineAdvice(String engine, boolean strong, String text) {
    /** Below that, a handful of test objects would make an opinion. */
    public static final long LEAST_OBJECTS = 1_000;

    private static final long STRONG_OBJECTS = 5_000;
    /** Parts of a hundred. */
    private static final int MISFIT = 50;

    private static final int FIT = 90;
    private static final int STRONG_MISFIT = 90;
    private static final int STRONG_FIT = 95;
    private static final int MOSTLY = 70;
    private static final double BURST = 10;
    private static final long LEAST_SLICES = 30;

    /**
     * What is known of a table.
     *
     * @param table as operators write it
     * @param declared half a sentence: what its file says
     * @param engine that keeps it now
     * @param durability what another engine must promise too
     * @param recent what was measured
     */
    public record Evidence(
            String table,
            String declared,
            Candidate engine,
            Durability durability,
            List<Candidate> present,
            LoadWindow recent) {
        public Evidence {
            present = List.copyOf(present);
        }
    }

    /** Empty if the engine suits, none suits better, or too little was measured to say. */
    public static Optional<EngineAdvice> of(Evidence evidence) {
        if (evidence.recent().sizes().total() < LEAST_OBJECTS) {
            return Optional.empty();
        }
        return bySizes(evidence).or(() -> byAccesses(evidence));
    }

    /** Why there is no advice, as a sentence. */
    public static String silence(Evidence evidence) {
        SizeHistogram sizes = evidence.recent().sizes();
        if (sizes.total() < LEAST_OBJECTS) {
            return "no advice: it takes " + LEAST_OBJECTS + " objects got and put lately, and there were "
                    + sizes.total();
        }
        Candidate now = evidence.engine();
        return "no advice: no other engine here advertises more of the " + sizes.total()
                + " objects got and put lately, or of what was done; " + fit(now, sizes) + " % of them are within the "
                + range(now) + " of " + now.name();
    }

    private static Optional<EngineAdvice> bySizes(Evidence evidence) {
        SizeHistogram sizes = evidence.recent().sizes();
        Candidate now = evidence.engine();
        long above = sizes.above(now.profile().suitedToBytes());
        long below = sizes.below(now.profile().suitedFromBytes());
        if (percent(above + below, sizes.total()) < MISFIT) {
            return Optional.empty();
        }
        Set<AccessPattern> measured = measured(evidence.recent());
        return others(evidence)
                .filter(c -> fit(c, sizes) >= FIT)
                .min(Comparator.comparingInt((Candidate c) -> -fit(c, sizes))
                        .thenComparingInt(c -> c.profile().lacks(measured).size())
                        .thenComparingLong(
                                c -> c.profile().suitedToBytes() - c.profile().suitedFromBytes())
                        .thenComparing(Candidate::name))
                .map(better -> {
                    boolean strong = sizes.total() >= STRONG_OBJECTS
                            && percent(above + below, sizes.total()) >= STRONG_MISFIT
                            && fit(better, sizes) >= STRONG_FIT;
                    String outside = above >= below
                            ? percent(above, sizes.total()) + " % are above "
                                    + now.profile().suitedToBytes() + " bytes"
                            : percent(below, sizes.total()) + " % are below "
                                    + now.profile().suitedFromBytes() + " bytes";
                    return new EngineAdvice(
                            better.name(),
                            strong,
                            head(evidence) + " advertises " + range(now) + ", but of " + sizes.total()
                                    + " objects got and put lately " + outside + " (half up to " + sizes.quantile(0.5)
                                    + "): engine " + better.name() + " advertises " + range(better) + ", which holds "
                                    + fit(better, sizes) + " % of them" + tail(evidence));
                });
    }

    private static Optional<EngineAdvice> byAccesses(Evidence evidence) {
        SizeHistogram sizes = evidence.recent().sizes();
        Set<AccessPattern> measured = measured(evidence.recent());
        Collection<AccessPattern> lacking = evidence.engine().profile().lacks(measured);
        if (lacking.isEmpty()) {
            return Optional.empty();
        }
        return others(evidence)
                .filter(c -> fit(c, sizes) >= FIT && c.profile().lacks(measured).isEmpty())
                .min(Comparator.comparingLong((Candidate c) ->
                                c.profile().suitedToBytes() - c.profile().suitedFromBytes())
                        .thenComparing(Candidate::name))
                .map(better -> new EngineAdvice(
                        better.name(),
                        false,
                        head(evidence) + " does not advertise " + texts(lacking) + ", but lately "
                                + figures(evidence.recent(), lacking) + ": engine " + better.name()
                                + " advertises that" + tail(evidence)));
    }

    /** What the figures show, as engines advertise it. */
    static Set<AccessPattern> measured(LoadWindow recent) {
        EnumSet<AccessPattern> shown = EnumSet.noneOf(AccessPattern.class);
        if (percent(recent.count(Operation.GET), recent.all()) >= MOSTLY) {
            shown.add(AccessPattern.RANDOM_READS);
        }
        if (percent(recent.writes(), recent.all()) >= MOSTLY) {
            shown.add(AccessPattern.RANDOM_WRITES);
        }
        if (percent(recent.count(Operation.SCAN), recent.all()) >= MOSTLY) {
            shown.add(AccessPattern.SCANS);
        }
        if (recent.slices() >= LEAST_SLICES && recent.writes() >= LEAST_OBJECTS && recent.burst() >= BURST) {
            shown.add(AccessPattern.WRITE_BURSTS);
        }
        return shown;
    }

    private static String figures(LoadWindow recent, Collection<AccessPattern> shown) {
        List<String> figures = new ArrayList<>();
        for (AccessPattern pattern : shown) {
            figures.add(
                    switch (pattern) {
                        case RANDOM_READS -> share(recent.count(Operation.GET), recent, "gets");
                        case RANDOM_WRITES -> share(recent.writes(), recent, "puts and deletes");
                        case SCANS -> share(recent.count(Operation.SCAN), recent, "pages of scans");
                        case WRITE_BURSTS ->
                            String.format(
                                    Locale.ROOT,
                                    "the busiest %d seconds had %d writes, %.0f times the mean",
                                    TableLoad.SLICE_SECONDS,
                                    recent.busiestSlice(),
                                    recent.burst());
                    });
        }
        return String.join(", ", figures);
    }

    private static String share(long count, LoadWindow recent, String what) {
        return percent(count, recent.all()) + " % of " + recent.all() + " operations were " + what;
    }

    /** Without those that can't store the largest object there was, promise less, or keep nothing over a restart. */
    private static Stream<Candidate> others(Evidence evidence) {
        long largest = evidence.recent().sizes().quantile(1);
        return evidence.present().stream()
                .filter(c -> !c.name().equals(evidence.engine().name()))
                .filter(c -> c.profile().durabilities().contains(evidence.durability()))
                .filter(c -> !c.profile().durabilities().equals(EnumSet.of(Durability.MEMORY)))
                .filter(c -> SizeHistogram.least(SizeHistogram.classOf(largest))
                        <= c.profile().maxRecordBytes());
    }

    /** Percent of the objects that its range holds. */
    private static int fit(Candidate candidate, SizeHistogram sizes) {
        return percent(
                sizes.within(
                        candidate.profile().suitedFromBytes(),
                        candidate.profile().suitedToBytes()),
                sizes.total());
    }

    private static int percent(long part, long all) {
        return all == 0 ? 0 : (int) (100 * part / all);
    }

    private static String head(Evidence evidence) {
        return "table " + evidence.table() + " " + evidence.declared() + "; its engine "
                + evidence.engine().name();
    }

    private static String tail(Evidence evidence) {
        return "; see `armature engine explain " + evidence.table() + "`";
    }

    private static String range(Candidate candidate) {
        return candidate.profile().suitedFromBytes() + " to "
                + candidate.profile().suitedToBytes() + " bytes";
    }

    private static String texts(Collection<AccessPattern> accesses) {
        return accesses.stream().map(AccessPattern::text).collect(Collectors.joining(", "));
    }
}

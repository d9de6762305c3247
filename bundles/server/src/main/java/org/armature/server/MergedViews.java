package org.armature.server;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.ReplyTo;
import org.armature.protocol.Message;
import org.armature.reconciler.Sibling;
import org.armature.replication.TableSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows readers of tables that have a reconciler one value of several siblings. That is a view: what is stored, repaired and
 * compared stays as it was written, and the reader's context covers all that was merged. Whatever the reconciler does, the
 * reader gets its answer; if not a merged value, then the siblings. Thread-safe; never blocks.
 */
final class MergedViews {
    private static final Logger LOG = LoggerFactory.getLogger(MergedViews.class);
    private static final Comparator<Message.Sibling> LATEST =
            Comparator.comparingLong(Message.Sibling::writtenMillis).thenComparing(Message.Sibling::writtenBy);

    private final SortedMap<TableName, TableSpec> tables;
    private final Reconcilers reconcilers;
    private final Duration limit;
    private final LongAdder merged = new LongAdder();
    private final LongAdder unmerged = new LongAdder();
    private final LongAdder unfit = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * @param tables that are served; changes when they do
     * @param limit for one merge
     */
    MergedViews(SortedMap<TableName, TableSpec> tables, Reconcilers reconcilers, Duration limit) {
        this.tables = tables;
        this.reconcilers = reconcilers;
        this.limit = limit;
    }

    /** Where the answer to a read has to go. */
    ReplyTo replyTo(Outgoing.Origin reader, Message.Get get) {
        Optional<TableSpec> table =
                get.wish().asStored() ? Optional.empty() : Optional.ofNullable(tables.get(get.table()));
        Optional<String> reconciler =
                table.flatMap(found -> found.reconciliation().reconciler());
        return reconciler.isPresent()
                ? new Asked(reader, reconciler.get(), table.get().limits().maxValueBytes())
                : reader;
    }

    /** A read whose answer is merged before it goes back. */
    final class Asked implements ReplyTo {
        private final Outgoing.Origin reader;
        private final String name;
        private final int mostBytes;

        private Asked(Outgoing.Origin reader, String name, int mostBytes) {
            this.reader = reader;
            this.name = name;
            this.mostBytes = mostBytes;
        }

        Outgoing.Origin reader() {
            return reader;
        }

        /** @return what goes back at once; empty if it follows by itself */
        Optional<Message> shown(Message answer) {
            if (!(answer instanceof Message.GetReply found) || found.versions().size() < 2) {
                return Optional.of(answer);
            }
            List<Message.Sibling> live = found.versions().stream()
                    .filter(version -> version.value().isPresent())
                    .toList();
            Optional<InstalledReconciler> reconciler = reconcilers.serving(name);
            if (reconciler.isEmpty()) {
                unmerged.increment();
                return Optional.of(answer);
            }
            if (live.size() < 2) {
                Message.Sibling one = live.isEmpty() ? latest(found.versions()) : live.get(0);
                merged.increment();
                return Optional.of(view(found, one, reconciler.get()));
            }
            merge(found, live, reconciler.get());
            return Optional.empty();
        }

        private void merge(Message.GetReply found, List<Message.Sibling> live, InstalledReconciler reconciler) {
            List<Sibling> given = live.stream().map(MergedViews::given).toList();
            reconciler
                    .merge(given, mostBytes, limit)
                    .thenAccept(result -> {
                        Optional<InstalledReconciler> successor =
                                result instanceof MergeResult.Busy ? successor(reconciler) : Optional.empty();
                        if (successor.isPresent()) {
                            merge(found, live, successor.get());
                        } else {
                            answer(found, live, given, result, reconciler);
                        }
                    })
                    .exceptionally(defect -> {
                        LOG.error("view not made reconciler=\"{}\" effect=\"siblings are shown\"", reconciler, defect);
                        send(found);
                        return null;
                    });
        }

        /** Of one that went when it was to be asked. */
        private Optional<InstalledReconciler> successor(InstalledReconciler busy) {
            return reconcilers.serving(name).filter(now -> !now.equals(busy));
        }

        private void answer(
                Message.GetReply found,
                List<Message.Sibling> live,
                List<Sibling> given,
                MergeResult result,
                InstalledReconciler reconciler) {
            Optional<Bytes> value = value(result);
            value.ifPresent(made -> reconcilers.samples().met(name, given));
            send(value.<Message>map(made -> view(found, one(live, made), reconciler))
                    .orElse(found));
        }

        /** Empty to show siblings. */
        private Optional<Bytes> value(MergeResult result) {
            if (result instanceof MergeResult.Merged made && made.value().length() <= mostBytes) {
                merged.increment();
                return Optional.of(made.value());
            }
            unmerged.increment();
            if (result instanceof MergeResult.Unfit) {
                unfit.increment();
            } else if (result instanceof MergeResult.Late) {
                late.increment();
            } else if (result instanceof MergeResult.Failed) {
                failed.increment();
            }
            return Optional.empty();
        }

        private void send(Message answer) {
            if (reader.connection().send(reader.correlation(), answer)) {
                reader.connection().flush();
            }
        }
    }

    private static Message.GetReply view(Message.GetReply found, Message.Sibling one, InstalledReconciler by) {
        return new Message.GetReply(
                List.of(one),
                found.context(),
                Optional.of(new Message.Merge(found.versions().size(), by.name(), by.version())));
    }

    /** Written when and where the latest of them was; lives as long as the one that lives longest. */
    private static Message.Sibling one(List<Message.Sibling> live, Bytes value) {
        Message.Sibling latest = latest(live);
        boolean forEver = live.stream().anyMatch(version -> version.expiresMillis() == 0);
        long expires = forEver
                ? 0
                : live.stream().mapToLong(Message.Sibling::expiresMillis).max().orElse(0);
        return new Message.Sibling(Optional.of(value), latest.writtenMillis(), latest.writtenBy(), expires);
    }

    private static Message.Sibling latest(List<Message.Sibling> versions) {
        return versions.stream().max(LATEST).orElseThrow();
    }

    private static Sibling given(Message.Sibling version) {
        return new Sibling(
                version.value().orElseThrow().shared(),
                version.writtenMillis(),
                version.writtenBy().name());
    }

    // ---- for operators

    List<String> warnings() {
        SortedMap<String, String> bound = new TreeMap<>();
        tables.forEach((table, rules) ->
                rules.reconciliation().reconciler().ifPresent(name -> bound.put(table.toString(), name)));
        return reconcilers.warnings(bound);
    }

    SortedMap<String, Long> figures() {
        SortedMap<String, Long> figures = new TreeMap<>();
        figures.put("reads_merged", merged.sum());
        figures.put("reads_not_merged", unmerged.sum());
        figures.put("merges_unfit_values", unfit.sum());
        figures.put("merges_late", late.sum());
        figures.put("merges_failed", failed.sum());
        figures.put("reconcilers_set_aside", reconcilers.setAside());
        return figures;
    }
}

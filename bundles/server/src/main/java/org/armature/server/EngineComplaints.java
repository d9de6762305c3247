package org.armature.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.ErrorCode;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is wrong in a directory of bundles, for the operator: said once in the log, and shown until it is mended. */
final class EngineComplaints {
    private static final Logger LOG = LoggerFactory.getLogger(EngineComplaints.class);

    private final ErrorCode code;
    private final String event;

    EngineComplaints() {
        this(ErrorCode.ENGINE_REFUSED, "engine jar not taken");
    }

    /**
     * @param code of a jar that is not taken
     * @param event how the log calls that
     */
    EngineComplaints(ErrorCode code, String event) {
        this.code = code;
        this.event = event;
    }

    private record Complaint(FileStamp stamp, String text) {}

    private final Map<Path, Complaint> dropped = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();

    /** @param found how it was found; empty if it was named by an operator, who is told otherwise */
    synchronized void refused(Path jar, Optional<FileStamp> found, String why) {
        LOG.warn("{} {} file={} reason=\"{}\"", code, event, jar, why);
        found.ifPresent(stamp ->
                dropped.put(jar, new Complaint(stamp, code + " " + jar.getFileName() + " was not taken: " + why)));
    }

    synchronized boolean knows(Path jar, FileStamp stamp) {
        Complaint complaint = dropped.get(jar);
        return complaint != null && complaint.stamp().equals(stamp);
    }

    /** An engine was taken: what was refused before and is gone is history. */
    synchronized void settled() {
        dropped.keySet().removeIf(jar -> !there.containsKey(jar));
    }

    private SortedMap<Path, FileStamp> there = Collections.emptySortedMap();

    /**
     * What lies there now.
     *
     * @param orphans serve, and the jar they came from is gone
     */
    synchronized void look(SortedMap<Path, FileStamp> now, List<EngineBundle> orphans) {
        there = now;
        dropped.entrySet()
                .removeIf(complaint -> now.containsKey(complaint.getKey())
                        && !now.get(complaint.getKey())
                                .equals(complaint.getValue().stamp()));
        List<String> gone = orphans.stream()
                .map(each -> each.file().getFileName() + " is gone, from which " + each.symbolicName() + " "
                        + each.version() + " runs: it goes on, and the next start would not find it. Put it back, or"
                        + " remove the engine (armature engine remove)")
                .toList();
        gone.stream()
                .filter(text -> !missing.contains(text))
                .forEach(text -> LOG.warn("{} {}", ErrorCode.ENGINE_MISSING, text));
        missing.clear();
        missing.addAll(gone);
    }

    synchronized List<String> all() {
        List<String> all = new ArrayList<>();
        dropped.values().forEach(complaint -> all.add(complaint.text()));
        missing.forEach(text -> all.add(ErrorCode.ENGINE_MISSING + " " + text));
        return all;
    }
}

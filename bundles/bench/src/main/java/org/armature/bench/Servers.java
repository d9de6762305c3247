package org.armature.bench;

import java.util.Map;
import java.util.SortedMap;

/** The processes that serve a target, and what they say they used. */
interface Servers {
    String CPU = "process_cpu_nanos";
    String HEAP = "heap_used_bytes";
    String RESIDENT = "rss_bytes";

    /**
     * Named figures of each process, such as {@value #CPU}, by the process's name; empty if nobody can be asked.
     *
     * @throws BenchFailed if one does not answer
     */
    SortedMap<String, Map<String, Long>> figures();
}

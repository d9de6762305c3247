package org.armature.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process in numbers, each with its unit in its name. */
final class Figures {
    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

    private Figures() {}

    static SortedMap<String, Long> ofProcess() {
        SortedMap<String, Long> figures = new TreeMap<>();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        figures.put("heap_used_bytes", heap.getUsed());
        figures.put("heap_max_bytes", heap.getMax());
        figures.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        figures.put("uptime_millis", ManagementFactory.getRuntimeMXBean().getUptime());
        figures.put("pid", ProcessHandle.current().pid());
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .ifPresent(nanos -> figures.put("process_cpu_nanos", nanos));
        putResident(figures);
        return figures;
    }

    private static void putResident(SortedMap<String, Long> figures) {
        if (!Files.isReadable(PROCESS_STATUS)) {
            return;
        }
        try {
            for (String line : Files.readAllLines(PROCESS_STATUS, StandardCharsets.UTF_8)) {
                if (line.startsWith("VmRSS:")) {
                    figures.put("rss_bytes", Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024);
                }
            }
        } catch (IOException e) {
            LOG.debug("resident size not read reason=\"{}\"", e.toString());
        }
    }
}

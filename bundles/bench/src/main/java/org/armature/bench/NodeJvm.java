package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The flags {@code bin/armature run-node} gives a node's JVM, so that the bound runs under the same ones. */
public final class NodeJvm {
    private static final int FIRST_TO_ASK_FOR_NATIVE_ACCESS = 23;

    private NodeJvm() {}

    /**
     * @param environment may name {@code ARMATURE_HEAP} and {@code ARMATURE_JVM_OPTIONS}, as for a node
     * @param feature Java version, such as 17
     */
    static List<String> options(Map<String, String> environment, int feature) {
        String further = environment.getOrDefault("ARMATURE_JVM_OPTIONS", "");
        List<String> options = new ArrayList<>();
        options.add("-Xmx" + heap(environment));
        options.add("-XX:MaxDirectMemorySize=64m");
        if (!further.matches(".*-XX:\\+Use\\w*GC.*")) {
            options.add("-XX:+UseSerialGC");
        }
        if (feature >= FIRST_TO_ASK_FOR_NATIVE_ACCESS) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        Stream.of(further.split("\\s+", -1)).filter(option -> !option.isEmpty()).forEach(options::add);
        return options;
    }

    /** Such as {@code 256m}. */
    public static String heap(Map<String, String> environment) {
        return environment.getOrDefault("ARMATURE_HEAP", "256m");
    }
}

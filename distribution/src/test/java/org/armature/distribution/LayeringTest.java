package org.armature.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom. A new module gets a line here; a new arrow is a decision, not an accident. */
class LayeringTest {
    private static final List<String> CORE =
            List.of("model", "ring", "storage", "protocol", "membership", "replication", "antientropy", "node");

    /** Module, as the third part of its packages, and the modules it may use. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.ofEntries(
            Map.entry("model", List.of()),
            Map.entry("ring", List.of("model")),
            Map.entry("history", List.of("model")),
            Map.entry("storage", List.of("model")),
            Map.entry("reconciler", List.of()),
            Map.entry("protocol", List.of("model", "ring")),
            Map.entry("membership", List.of("model", "ring", "protocol")),
            Map.entry("replication", List.of("model", "ring", "storage", "protocol")),
            Map.entry("antientropy", List.of("model", "ring", "storage")),
            Map.entry("node", List.of("model", "ring", "storage", "protocol", "replication", "antientropy")),
            Map.entry("transport", List.of("model", "protocol")),
            Map.entry("config", List.of("model", "ring", "storage", "protocol")),
            Map.entry("client", List.of("model", "ring", "protocol", "transport")),
            Map.entry(
                    "server",
                    List.of(
                            "model",
                            "ring",
                            "storage",
                            "reconciler",
                            "protocol",
                            "membership",
                            "replication",
                            "node",
                            "transport",
                            "config",
                            "runtime")),
            Map.entry("bench", List.of("model", "protocol", "transport", "client", "history", "demo")),
            Map.entry("demo", List.of("model", "ring", "protocol", "config", "client", "history")),
            Map.entry(
                    "simulator",
                    List.of(
                            "model",
                            "ring",
                            "storage",
                            "protocol",
                            "membership",
                            "replication",
                            "antientropy",
                            "node",
                            "history")),
            Map.entry(
                    "cli",
                    List.of("model", "ring", "protocol", "config", "client", "history", "demo", "bench", "simulator")),
            Map.entry("engine", List.of("model", "storage")),
            Map.entry("runtime", List.of())));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.armature");

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatStandsBelowIt(String module) {
        String[] allowed = Stream.concat(Stream.of(module), MAY_USE.get(module).stream())
                .map(name -> "org.armature." + name + "..")
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("org.armature." + module + "..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("org.armature..")).or(resideInAnyPackage(allowed)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("coreModules")
    void theCoreKnowsNoNetworkNoThreadsNoLoggerAndNoFramework(String module) {
        noClasses()
                .that(resideInAPackage("org.armature." + module + "..").and(not(generated())))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "org.slf4j..")
                        .or(resideInAPackage("java.util.concurrent..").and(not(type(TimeUnit.class))))
                        .or(resideInAPackage("org.osgi..").and(not(resideInAPackage("org.osgi.annotation.."))))
                        .or(resideInAPackage("java.io..").and(not(type(IOException.class)))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyClassBelongsToAModuleOfTheTable() {
        TreeSet<String> found = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            found.add(each.getPackageName().split("\\.", -1)[2]);
        }
        assertTrue(MAY_USE.keySet().containsAll(found), found.toString());
        assertTrue(found.containsAll(CORE), found.toString());
    }

    @Test
    void theTableHasNoCircle() {
        TreeSet<String> placed = new TreeSet<>();
        boolean progress = true;
        while (progress) {
            progress = MAY_USE.entrySet().stream()
                    .filter(entry -> placed.containsAll(entry.getValue()))
                    .map(entry -> placed.add(entry.getKey()))
                    .reduce(false, Boolean::logicalOr);
        }
        assertEquals(MAY_USE.keySet(), placed);
    }

    private static DescribedPredicate<JavaClass> generated() {
        return resideInAPackage("org.armature.protocol.internal.wire..");
    }

    static Stream<String> modules() {
        return MAY_USE.keySet().stream();
    }

    static Stream<String> coreModules() {
        return CORE.stream();
    }
}

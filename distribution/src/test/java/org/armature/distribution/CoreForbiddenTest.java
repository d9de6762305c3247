package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.Logger;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule file of the functional core fires, and the modules of the core have it on. */
class CoreForbiddenTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void aClassThatReadsTheClockIsRefused() throws Exception {
        assertRefused(ReadsClock.class, "The core takes time from its events");
    }

    @Test
    void aClassThatRollsDiceIsRefused() throws Exception {
        assertRefused(RollsDice.class, "The core takes randomness as a parameter");
    }

    @Test
    void aClassThatStartsAThreadIsRefused() throws Exception {
        assertRefused(StartsThread.class, "The core owns no thread");
    }

    @Test
    void aClassThatIteratesInHashOrderIsRefused() throws Exception {
        assertRefused(IteratesByHash.class, "Iteration order is salted per JVM");
    }

    @Test
    void aClassThatOpensAFileIsRefused() throws Exception {
        assertRefused(OpensFile.class, "The core does no I/O");
    }

    @Test
    void aClassThatDoesNoneOfThisPasses() throws Exception {
        assertEquals(List.of(), findings(Sums.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "ring", "storage", "protocol", "replication", "antientropy", "node", "history"})
    void theModulesOfTheCoreHaveTheCheckOn(String module) throws Exception {
        String pom = Files.readString(ROOT.resolve("bundles").resolve(module).resolve("pom.xml"));
        assertTrue(pom.contains("<core.purity.skip>false</core.purity.skip>"), module);
    }

    private static void assertRefused(Class<?> type, String reason) throws Exception {
        List<String> findings = findings(type);
        assertTrue(findings.stream().anyMatch(finding -> finding.contains(reason)), findings.toString());
    }

    private static List<String> findings(Class<?> type) throws Exception {
        List<String> errors = new ArrayList<>();
        Checker checker = new Checker(new Collecting(errors), type.getClassLoader());
        checker.parseSignaturesFile(ROOT.resolve("bnd/core-forbidden.txt").toFile());
        try (InputStream bytes = type.getResourceAsStream(type.getName().replaceAll(".*\\.", "") + ".class")) {
            checker.streamReadClassToCheck(bytes, type.getName());
        }
        checker.run();
        return errors;
    }

    private record Collecting(List<String> errors) implements Logger {
        @Override
        public void error(String message) {
            errors.add(message);
        }

        @Override
        public void warn(String message) {
            errors.add(message);
        }

        @Override
        public void info(String message) {}

        @Override
        public void debug(String message) {}
    }

    private static final class ReadsClock implements Callable<Long> {
        @Override
        public Long call() {
            return System.nanoTime();
        }
    }

    private static final class RollsDice implements Callable<String> {
        @Override
        public String call() {
            return UUID.randomUUID() + " " + new Random().nextInt();
        }
    }

    private static final class StartsThread implements Callable<Void> {
        @Override
        public Void call() {
            return CompletableFuture.<Void>supplyAsync(() -> null).join();
        }
    }

    private static final class IteratesByHash implements Callable<Integer> {
        @Override
        public Integer call() {
            return Set.of(1, 2).iterator().next() + new HashSet<>().size() + new IdentityHashMap<>().size();
        }
    }

    private static final class OpensFile implements Callable<Boolean> {
        @Override
        public Boolean call() {
            return Files.exists(Path.of("x"));
        }
    }

    private static final class Sums implements Callable<Integer> {
        @Override
        public Integer call() {
            return List.of(1, 2).stream().mapToInt(Integer::intValue).sum();
        }
    }
}

package org.armature.simulator.mutant;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The suite is held to account: each seeded defect must be noticed by what is named for it. */
@Execution(ExecutionMode.CONCURRENT)
class MutantTest {
    private static final String OWN = "org.armature.";

    private final MutantCompiler compiler = new MutantCompiler(
            Path.of(System.getProperty("armature.bundles")),
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));

    @Test
    void thereAreAtLeastTwentyAndNoTwoOfOneName() {
        assertTrue(Mutants.ALL.size() >= 20);
        assertTrue(Mutants.ALL.stream().map(Mutant::name).distinct().count() == Mutants.ALL.size());
    }

    /** Without it a killer that always fails would seem to notice everything. */
    @TestFactory
    Stream<DynamicTest> withoutADefectNothingIsNoticed() {
        return Mutants.ALL.stream()
                .map(Mutant::killer)
                .distinct()
                .map(killer -> DynamicTest.dynamicTest(
                        killer.toString(), () -> assertFalse(notices(killer, Map.of()), killer + " fails by itself")));
    }

    @TestFactory
    Stream<DynamicTest> isNoticed() {
        return Mutants.ALL.stream()
                .map(mutant -> DynamicTest.dynamicTest(
                        mutant.name(), () -> assertTrue(isKilled(mutant), mutant.name() + " survived")));
    }

    private boolean isKilled(Mutant mutant) throws ReflectiveOperationException {
        return notices(mutant.killer(), compiler.compile(mutant));
    }

    private boolean notices(Mutant.Killer killer, Map<String, byte[]> defective) throws ReflectiveOperationException {
        ClassLoader loader = new MutantLoader(getClass().getClassLoader(), defective);
        if (killer instanceof Mutant.Aimed aimed) {
            return fails(loader, aimed);
        }
        Mutant.Seeds seeds = (Mutant.Seeds) killer;
        for (long seed = seeds.from(); seed <= seeds.to(); seed++) {
            if (isViolated(loader, seed, seeds.options())) {
                return true;
            }
        }
        return false;
    }

    private static boolean fails(ClassLoader loader, Mutant.Aimed aimed) throws ReflectiveOperationException {
        int divide = aimed.test().indexOf('#');
        Class<?> test = loader.loadClass(OWN + aimed.test().substring(0, divide));
        Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method = test.getDeclaredMethod(aimed.test().substring(divide + 1));
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
            return false;
        } catch (InvocationTargetException thrown) {
            return true;
        }
    }

    private static boolean isViolated(ClassLoader loader, long seed, Map<String, String> options)
            throws ReflectiveOperationException {
        Class<?> simulation = loader.loadClass(OWN + "simulator.run.Simulation");
        Object run =
                simulation.getConstructor(long.class, Map.class, Consumer.class).newInstance(seed, options, null);
        Object outcome;
        try {
            outcome = simulation.getMethod("run").invoke(run);
        } catch (InvocationTargetException broken) {
            return true;
        }
        return !((List<?>) outcome.getClass().getMethod("violations").invoke(outcome)).isEmpty();
    }
}

package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolveFailureTest {
    @TempDir
    Path home;

    private Path core;
    private Path engines;
    private Platform platform;

    @BeforeEach
    void create() throws Exception {
        core = home.resolve("bundles/20-core");
        engines = home.resolve("engines");
        TestBundle.named("fine").writeTo(core);
        platform = Platform.create(
                home, home.resolve("etc"), home.resolve("data"), home.resolve("engines"), home.resolve("reconcilers"));
    }

    @AfterEach
    void stop() throws Exception {
        assertTrue(platform.stop(Duration.ofSeconds(20)));
    }

    @Test
    void aMissingPackageIsNamedWithTheJarThatWouldBringIt() throws Exception {
        TestBundle.named("mysql")
                .header("Import-Package", "com.mysql.cj.jdbc;version=\"[9.0,10)\"")
                .writeTo(engines);
        assertEquals(
                "ARM-108 bundle engines/mysql.jar cannot be used:\n"
                        + "  it needs package com.mysql.cj.jdbc [9.0.0,10.0.0), which no installed bundle offers."
                        + " The jar mysql-connector-j would bring it; put it into engines/.\n"
                        + "  The node runs without it; tables that need it stay closed, their data is untouched.",
                onlyFailure().message());
    }

    @Test
    void ofAPackageNobodyKnowsNoJarIsNamed() throws Exception {
        TestBundle.named("odd").header("Import-Package", "no.such.thing").writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(message.contains("it needs package no.such.thing, which no installed bundle offers.\n"), message);
    }

    @Test
    void aPackageOfAnotherVersionIsToldFromAnAbsentOne() throws Exception {
        TestBundle.named("old").header("Export-Package", "a.b;version=\"1.0\"").writeTo(core);
        TestBundle.named("wants")
                .header("Import-Package", "a.b;version=\"[2.0,3)\"")
                .writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(
                message.contains(
                        "it needs package a.b [2.0.0,3.0.0), but the installed version is 1.0.0 (bundle old)."),
                message);
    }

    @Test
    void aBundleThatWaitsForAnUnresolvedOneSaysWhich() throws Exception {
        TestBundle.named("first")
                .header("Import-Package", "no.such")
                .header("Export-Package", "x")
                .writeTo(core);
        TestBundle.named("second").header("Import-Package", "x").writeTo(core);
        List<ResolveFailure> failures = platform.install(home);
        assertEquals(2, failures.size());
        assertTrue(failures.get(0).message().contains("it needs package no.such"), failures.toString());
        assertTrue(
                failures.get(1).message().contains("it needs bundle 20-core/first.jar, which could not be resolved"),
                failures.toString());
    }

    @Test
    void anotherJavaIsAskedForInPlainWords() throws Exception {
        TestBundle.named("future")
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                .writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(
                message.contains("it needs Java 99, and this is Java "
                        + Runtime.version().feature()),
                message);
    }

    @Test
    void anyOtherRequirementIsQuoted() throws Exception {
        TestBundle.named("extended")
                .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.unknown)\"")
                .writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(message.contains("it needs osgi.extender (osgi.extender=osgi.unknown), which no"), message);
    }

    @Test
    void whoeverRunsComponentsIsNamedAsAJarToo() throws Exception {
        TestBundle.named("component")
                .header("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"")
                .writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(message.contains("The jar org.apache.felix.scr would bring it"), message);
    }

    @Test
    void whatIsOptionalIsNotMissed() throws Exception {
        TestBundle.named("modest")
                .header("Import-Package", "no.such;resolution:=optional,no.such.either")
                .writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(message.contains("no.such.either"), message);
        assertEquals(message.indexOf("no.such"), message.lastIndexOf("no.such"), message);
    }

    @Test
    void versionsThatDoNotGoTogetherAreSaidToBeThat() throws Exception {
        TestBundle.named("util1").header("Export-Package", "u;version=\"1.0\"").writeTo(core);
        TestBundle.named("util2").header("Export-Package", "u;version=\"2.0\"").writeTo(core);
        TestBundle.named("lib")
                .header("Import-Package", "u;version=\"[1.0,2)\"")
                .header("Export-Package", "lib;uses:=u")
                .writeTo(core);
        TestBundle.named("both")
                .header("Import-Package", "lib,u;version=\"[2.0,3)\"")
                .writeTo(engines);
        String message = onlyFailure().message();
        assertTrue(message.contains("not in versions that go together"), message);
    }

    @Test
    void aFileThatIsNoJarIsSaidToBeThat() throws Exception {
        Files.createDirectories(engines);
        Files.writeString(engines.resolve("garbage.jar"), "not a zip");
        ResolveFailure failure = onlyFailure();
        assertTrue(failure.message().startsWith("ARM-108 bundle engines/garbage.jar cannot be used:\n  it cannot be"));
    }

    @Test
    void aJarThatIsNoBundleIsSaidToBeThat() throws Exception {
        TestBundle.plainJar(engines.resolve("plain.jar"));
        ResolveFailure failure = onlyFailure();
        assertTrue(failure.message().contains("no OSGi bundle"), failure.message());
    }

    @Test
    void theSameBundleTwiceIsRefusedOnce() throws Exception {
        Path jar = TestBundle.named("twin").writeTo(engines);
        Files.copy(jar, engines.resolve("twin-copy.jar"));
        ResolveFailure failure = onlyFailure();
        assertTrue(failure.message().contains("the framework refuses it"), failure.message());
    }

    @Test
    void anEngineIsOptionalAndABundleOfTheDistributionIsNot() throws Exception {
        TestBundle.named("engine").header("Import-Package", "no.such").writeTo(engines);
        TestBundle.named("server").header("Import-Package", "no.such").writeTo(home.resolve("bundles/50-server"));
        assertEquals(
                List.of(false, true),
                platform.install(home).stream().map(ResolveFailure::optional).toList());
    }

    private ResolveFailure onlyFailure() throws Exception {
        List<ResolveFailure> failures = platform.install(home);
        assertEquals(1, failures.size(), failures.toString());
        return failures.get(0);
    }
}

package org.armature.cli.verb;

import java.util.concurrent.Callable;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import picocli.CommandLine.Command;

/** Shows which version this is. */
@Command(name = "version", description = "Shows the versions of Armature and Java.")
public final class VersionVerb implements Callable<Integer> {
    private final Streams streams;

    public VersionVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        streams.out().println("armature " + ofThisProgram());
        streams.out()
                .println("java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return ExitCode.OK;
    }

    /** As the jar's manifest says; "development" outside a jar. */
    static String ofThisProgram() {
        String version = VersionVerb.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}

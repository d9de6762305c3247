package org.armature.bench.steady;

import java.util.List;
import java.util.OptionalDouble;
import org.armature.bench.InvalidOptions;
import picocli.CommandLine.Option;

/** The options that say how much load there is, and how that is found out. */
public final class RateOptions {
    private static final String AUTO = "auto";

    @Option(
            names = "--rate",
            paramLabel = "OPS|auto",
            description =
                    "Operations due in a second, whatever becomes of earlier ones; auto: the part of what three nodes"
                            + " bear that --percent says (default: ${DEFAULT-VALUE}).",
            defaultValue = AUTO)
    private String rate;

    @Option(
            names = {"--percent", "--offered"},
            paramLabel = "PERCENT",
            description = "Of what three nodes bear, with --rate auto (default: ${DEFAULT-VALUE}).",
            defaultValue = "40")
    private int percent;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "Closed loop before anything is measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int warmup;

    @Option(
            names = "--capacity-seconds",
            paramLabel = "S",
            description = "Closed loop in which it is measured what three nodes bear (default: ${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int capacitySeconds;

    /**
     * @param quietSeconds as {@link Pace#quietSeconds()}
     * @param restSeconds as {@link Pace#restSeconds()}
     * @throws InvalidOptions naming every option that is out of its range
     */
    public Pace pace(int quietSeconds, int restSeconds) {
        return new Pace(rate(), percent, warmup, capacitySeconds, quietSeconds, restSeconds);
    }

    private OptionalDouble rate() {
        if (rate.equals(AUTO)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(rate));
        } catch (NumberFormatException e) {
            throw new InvalidOptions(List.of("--rate " + rate + " is neither a number nor " + AUTO));
        }
    }
}

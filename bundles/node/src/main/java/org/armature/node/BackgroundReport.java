package org.armature.node;

import java.util.List;
import java.util.Optional;

/**
 * What background work may take of a shard.
 *
 * @param sharePermille of its time, now; all of it while no request comes
 * @param mostPermille of its time, while requests are quick
 * @param quiet whether it is one of the quiet hours
 * @param idle whether no request has come for a second
 * @param reason why it last got less; empty if it has all it may have
 */
public record BackgroundReport(
        int sharePermille,
        int mostPermille,
        boolean quiet,
        boolean idle,
        Optional<Pressure> reason,
        List<PressureReport> pressures) {
    public BackgroundReport {
        pressures = List.copyOf(pressures);
    }
}

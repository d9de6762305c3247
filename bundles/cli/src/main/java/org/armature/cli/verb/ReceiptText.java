package org.armature.cli.verb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.armature.cli.address.ObjectPath;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;

/**
 * What became of a delete, for people and for programs.
 *
 * @param holdings of each owner of the object, and of former ones
 */
record ReceiptText(ObjectPath object, List<Holding> holdings) {
    private static final Set<HoldingState> CAME =
            EnumSet.of(HoldingState.HELD, HoldingState.REPLACED, HoldingState.REAPED);

    private List<Holding> owners() {
        return holdings.stream().filter(Holding::owner).toList();
    }

    private long reaped() {
        return owners().stream()
                .filter(each -> each.state() == HoldingState.REAPED)
                .count();
    }

    private long came() {
        return owners().stream().filter(each -> CAME.contains(each.state())).count();
    }

    /** Whether every owner has removed it. */
    boolean isComplete() {
        return !owners().isEmpty() && reaped() == owners().size();
    }

    /** Of the last one. */
    private OptionalLong reapedMillis() {
        return owners().stream()
                .flatMapToLong(each -> each.reapedMillis().stream())
                .max();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("delete of " + object + ": on " + came() + " of " + owners().size() + " owners" + end());
        TextTable table = new TextTable("NODE", "STATE");
        holdings.forEach(each -> table.row(each.node(), state(each)));
        lines.addAll(table.lines());
        return lines;
    }

    private String end() {
        return isComplete()
                ? ", compared, reaped at " + time(reapedMillis())
                : reaped() > 0 ? ", reaped on " + reaped() : ", not reaped";
    }

    private static String time(OptionalLong millis) {
        return Instant.ofEpochMilli(millis.orElseThrow()).toString();
    }

    private static String state(Holding holding) {
        String former = holding.owner() ? "" : ", owner no more";
        return switch (holding.state()) {
            case HELD -> "holds its tombstone" + former;
            case REPLACED -> "replaced by a later write" + former;
            case REAPED -> "reaped at " + time(holding.reapedMillis()) + former;
            case OTHER -> "holds something else, and knows nothing of it" + former;
            case NOTHING -> "nothing known" + former;
            case SILENT -> "did not answer" + former;
        };
    }

    Json json() {
        return new Json()
                .with("object", object)
                .with("owners", owners().size())
                .with("came", came())
                .with("reaped", reaped())
                .with("complete", isComplete())
                .with("reapedAt", isComplete() ? time(reapedMillis()) : null)
                .with("nodes", holdings.stream().map(ReceiptText::json).toList());
    }

    private static Json json(Holding holding) {
        return new Json()
                .with("node", holding.node())
                .with("owner", holding.owner())
                .with("state", holding.state().name().toLowerCase(Locale.ROOT))
                .with("reapedAt", holding.reapedMillis().isPresent() ? time(holding.reapedMillis()) : null);
    }
}

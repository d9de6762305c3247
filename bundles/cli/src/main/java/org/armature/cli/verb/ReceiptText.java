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
    private static final Set<HoldingState> OVER = EnumSet.of(HoldingState.REPLACED, HoldingState.REAPED);
    private static final Set<HoldingState> GONE = EnumSet.of(HoldingState.REAPED, HoldingState.NOTHING);

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

    /** Whether nothing of what was deleted can come back any more. */
    boolean isComplete() {
        return isReaped() || isReplaced();
    }

    /** Whether a later write stands wherever the tombstone was; that is gone with what it had deleted. */
    private boolean isReplaced() {
        return owners().stream().anyMatch(each -> each.state() == HoldingState.REPLACED)
                && owners().stream().allMatch(each -> OVER.contains(each.state()));
    }

    /**
     * Whether some node has removed it, for which all that owned it had to hold it, and no owner has anything left. One that
     * owns the object since, or has lost its notes, has nothing and knows nothing.
     */
    private boolean isReaped() {
        return !owners().isEmpty()
                && holdings.stream().anyMatch(each -> each.state() == HoldingState.REAPED)
                && owners().stream().allMatch(each -> GONE.contains(each.state()));
    }

    /** Of the last one. */
    private OptionalLong reapedMillis() {
        return holdings.stream()
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
        if (isReaped()) {
            String others = reaped() < owners().size() ? "; nothing is left on any" : "";
            return ", compared, reaped at " + time(reapedMillis()) + others;
        }
        if (isReplaced()) {
            return ", replaced by a later write";
        }
        return reaped() > 0 ? ", reaped on " + reaped() : ", not reaped";
    }

    private static String time(OptionalLong millis) {
        return Instant.ofEpochMilli(millis.orElseThrow()).toString();
    }

    private String state(Holding holding) {
        String former = holding.owner() ? "" : ", owner no more";
        return switch (holding.state()) {
            case HELD -> "holds its tombstone" + former;
            case REPLACED -> "replaced by a later write" + former;
            case REAPED -> "reaped at " + time(holding.reapedMillis()) + former;
            case OTHER -> "holds something else, and knows nothing of it" + former;
            case NOTHING -> (isReaped() ? "nothing left, and no note" : "nothing known") + former;
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
                .with("reapedAt", isReaped() ? time(reapedMillis()) : null)
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

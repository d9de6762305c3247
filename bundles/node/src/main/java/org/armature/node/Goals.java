package org.armature.node;

import java.util.Optional;
import org.armature.protocol.Message;
import org.armature.protocol.Message.QuorumKind;
import org.armature.replication.ReadGoal;
import org.armature.replication.TableSpec;
import org.armature.replication.WriteGoal;

/** What a request's wish and its table together ask for. */
final class Goals {
    private Goals() {}

    /** A confirmed read is strict: only owners can hold what it confirms. */
    static ReadGoal of(Message.ReadWish wish, TableSpec table) {
        TableSpec.Quorums own = table.quorums();
        int owners = orElse(wish.pr(), own.pr());
        int answers = Math.max(orElse(wish.r(), own.r()), owners);
        boolean strict = wish.confirmed() || isStrict(wish.quorum(), own);
        return new ReadGoal(answers, strict ? answers : owners, wish.confirmed() ? own.w() : 0);
    }

    /** Every node of a preference list runs on a host of its own, so copies are distinct hosts. */
    static WriteGoal of(Message.WriteWish wish, TableSpec table) {
        TableSpec.Quorums own = table.quorums();
        int owners = orElse(wish.pw(), own.pw());
        int copies = Math.max(
                Math.max(orElse(wish.w(), own.w()), owners), orElse(wish.distinctHosts(), own.distinctHosts()));
        boolean strict = wish.confirmed() || isStrict(wish.quorum(), own);
        return new WriteGoal(copies, strict ? copies : owners);
    }

    private static int orElse(int wished, int own) {
        return wished == 0 ? own : wished;
    }

    private static boolean isStrict(QuorumKind wished, TableSpec.Quorums own) {
        return switch (wished) {
            case TABLE -> own.strict();
            case STRICT -> true;
            case SLOPPY -> false;
        };
    }

    /** What is wrong with a wish, if anything is. */
    static Optional<String> problem(Message.ReadWish wish, TableSpec table) {
        return tooMany("r", wish.r(), table).or(() -> tooMany("pr", wish.pr(), table));
    }

    /** What is wrong with a wish, if anything is. */
    static Optional<String> problem(Message.WriteWish wish, TableSpec table) {
        if (wish.confirmed() && !table.lastWriteWins()) {
            return Optional.of("a confirmed write was asked for, which table " + table.name()
                    + " does not know, since it keeps siblings: pass the context of a read instead");
        }
        return tooMany("w", wish.w(), table)
                .or(() -> tooMany("pw", wish.pw(), table))
                .or(() -> tooMany("distinct-hosts", wish.distinctHosts(), table));
    }

    private static Optional<String> tooMany(String what, int number, TableSpec table) {
        return number <= table.n() && number >= 0
                ? Optional.empty()
                : Optional.of(what + "=" + number + " was asked for, and table " + table.name() + " has N=" + table.n()
                        + ": give 1 to " + table.n() + ", or 0 for the table's own");
    }
}

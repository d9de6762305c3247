package org.armature.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which replicas count towards a table's R and W (Dynamo §4.6), unless a request asks for more.
 *
 * @param pr owners that must be among the replicas that answer a read, 0 to n
 * @param pw owners that must be among the replicas that have stored a write, 0 to n
 * @param distinctHosts hosts the copies of a write must stand on before it is acknowledged, 0 to n
 */
public record QuorumTerms(Kind kind, int pr, int pw, int distinctHosts) {
    /** Who may stand in for an owner that is away. */
    public enum Kind {
        /** The next node of the preference list, which keeps a hint: the first N healthy nodes count. */
        SLOPPY,
        /** Nobody: only owners count. */
        STRICT
    }

    static final QuorumTerms DEFAULT = new QuorumTerms(Kind.SLOPPY, 0, 0, 0);

    public QuorumTerms {
        if (outOfRange(pr) || outOfRange(pw) || outOfRange(distinctHosts)) {
            throw new IllegalArgumentException("pr, pw and distinct-hosts are 0 to " + Quorum.MAX_N + ", not " + pr
                    + ", " + pw + " and " + distinctHosts);
        }
    }

    private static boolean outOfRange(int number) {
        return number < 0 || number > Quorum.MAX_N;
    }

    /** The most replicas it asks for by any of its numbers. */
    int most() {
        return Math.max(distinctHosts, Math.max(pr, pw));
    }

    /** What differs from the defaults, for the operator. */
    List<String> peculiarities() {
        List<String> texts = new ArrayList<>();
        if (kind != DEFAULT.kind) {
            texts.add(kind.name().toLowerCase(Locale.ROOT) + " quorum");
        }
        if (pr != DEFAULT.pr) {
            texts.add("pr=" + pr);
        }
        if (pw != DEFAULT.pw) {
            texts.add("pw=" + pw);
        }
        if (distinctHosts != DEFAULT.distinctHosts) {
            texts.add("distinct-hosts=" + distinctHosts);
        }
        return texts;
    }
}

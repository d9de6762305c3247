package org.armature.client.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;

/**
 * What a call that did not succeed comes to: the exception that says whether it may have happened, and what was tried
 * on which node.
 *
 * @param latest the last attempt, from which the others hang; null if there was none
 * @param effectUnknown whether an attempt ended without anybody knowing what it did
 * @param span in which it was to end
 */
record Verdict(Operation<?> operation, Cluster cluster, Attempt latest, boolean effectUnknown, Span span) {

    /** A node, or every node in its handshake, called the request wrong in itself. */
    StoreException rejected(Message.Failure rejection) {
        String text = operation.describe() + ": " + (latest == null ? story() : String.join(", ", attempts()));
        Optional<ReadResult> standing =
                rejection.standing().map(found -> new ReadResult(found.versions(), found.context()));
        if (operation.isWrite() && (effectUnknown || (standing.isPresent() && operation.isRepetition()))) {
            return outcomeUnknown(text);
        }
        return standing.isPresent()
                ? new StoreException.ConditionFailed(text, standing.get())
                : new StoreException.Rejected(rejection.code(), text);
    }

    /** Every node that could be reached said, several times, that it can't now. */
    StoreException refused() {
        return unsuccessful(story(), " Trying again later is safe.");
    }

    StoreException deadlinePassed() {
        return unsuccessful(story() + "; " + span.deadline() + " has passed", " Trying again later is safe.");
    }

    /** What it is a part of took all the time. */
    StoreException notBegun() {
        return unsuccessful("not begun before " + span.deadline() + " had passed", " Trying again later is safe.");
    }

    /** The node that was asked did not say what became of it, and it may not be asked for again. */
    StoreException notRepeated() {
        return unsuccessful(story() + "; " + operation.whyNotRepeated(), "");
    }

    StoreException abandoned(String reason) {
        return unsuccessful((latest == null ? "" : story() + "; ") + reason, "");
    }

    private StoreException unsuccessful(String what, String adviceIfNotDone) {
        String text = operation.describe() + ": " + what;
        boolean open = effectUnknown || isOutstanding();
        if (operation.isWrite()) {
            return open
                    ? outcomeUnknown(text)
                    : new StoreException.Unavailable(refusalCode(), text + "; nothing was written." + adviceIfNotDone);
        }
        return open || (latest != null && refusalCode() == ErrorCode.READ_TIMEOUT)
                ? new StoreException.ReadFailed(ErrorCode.READ_TIMEOUT, text)
                : new StoreException.Unavailable(refusalCode(), text);
    }

    private StoreException outcomeUnknown(String text) {
        return new StoreException.OutcomeUnknown(
                ErrorCode.OUTCOME_UNKNOWN,
                text + "; the write may have happened. " + operation.afterUnknownOutcome(),
                operation.repeatableAs());
    }

    private ErrorCode refusalCode() {
        return latest == null
                ? ErrorCode.UNAVAILABLE
                : latest.failure().map(Message.Failure::code).orElse(ErrorCode.UNAVAILABLE);
    }

    private boolean isOutstanding() {
        return Attempt.firstToLast(latest).stream().anyMatch(Attempt::isOutstanding);
    }

    /** What each node did, those asked first in the order they were asked, then why the others were not. */
    private String story() {
        List<String> parts = attempts();
        for (NodeLink link : cluster.links()) {
            if (!wasAsked(link) && (link.session().isEmpty() || latest == null)) {
                parts.add(link + " " + link.problem());
            }
        }
        return String.join(", ", parts);
    }

    private List<String> attempts() {
        long now = System.nanoTime();
        Map<NodeLink, List<Attempt>> byNode = new LinkedHashMap<>();
        for (Attempt attempt : Attempt.firstToLast(latest)) {
            byNode.computeIfAbsent(attempt.session().link(), link -> new ArrayList<>())
                    .add(attempt);
        }
        List<String> parts = new ArrayList<>();
        byNode.forEach((link, attempts) -> parts.add(link + " " + story(attempts, now)));
        return parts;
    }

    private boolean wasAsked(NodeLink link) {
        return Attempt.firstToLast(latest).stream()
                .anyMatch(attempt -> attempt.session().link() == link);
    }

    private static String story(List<Attempt> ofOneNode, long now) {
        Attempt last = ofOneNode.get(ofOneNode.size() - 1);
        String before = ofOneNode.stream()
                .filter(each -> each != last && (each.isLost() || (last.isOutstanding() && !each.isOutstanding())))
                .reduce((earlier, later) -> later)
                .map(each -> each.story(now) + ", then ")
                .orElse("");
        String times = ofOneNode.size() == 1 ? "" : ", asked " + ofOneNode.size() + " times";
        return before + last.story(now) + times;
    }
}

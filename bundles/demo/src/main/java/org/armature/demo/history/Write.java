package org.armature.demo.history;

/**
 * An attempt and what became of it.
 *
 * @param copies replicas said to have stored it when it was acknowledged; 0 if it was not
 */
public record Write(Attempt attempt, Outcome outcome, int copies) {
    public String id() {
        return attempt.id();
    }

    public boolean isAcknowledged() {
        return outcome == Outcome.OK;
    }
}

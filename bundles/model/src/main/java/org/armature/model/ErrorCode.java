package org.armature.model;

/**
 * Stable codes of everything that can go wrong where a user sees it; each has a section in {@code docs/errors.md}.
 * Codes are never reused.
 */
public enum ErrorCode {
    // Starting and configuration
    CONFIG_INVALID(101, "a configuration file is wrong"),
    PORT_IN_USE(102, "a port is used by another program"),
    DIRECTORY_LOCKED(103, "the data directory is used by another process"),
    DIRECTORY_FOREIGN(104, "the data directory belongs to another node or cluster"),
    DIRECTORY_NEWER(105, "the data directory was written by a newer version"),
    NOT_INITIALISED(106, "the cluster was not initialised"),
    ALREADY_INITIALISED(107, "the cluster was initialised before"),
    BUNDLE_UNRESOLVED(108, "a bundle could not be resolved"),
    DIRECTORY_UNREADABLE(109, "a file of the data directory can't be read"),
    INSECURE_LISTEN(110, "listening beyond loopback without protection"),
    CONFIG_NOT_TAKEN(111, "files that were changed are not taken"),
    CONFIG_HELD_BACK(112, "a change of a table waits until all nodes want it"),
    CONFIG_DIFFERS(113, "nodes are configured differently"),
    NO_SUCH_CONFIG(114, "no such earlier configuration"),

    // Requests
    UNAVAILABLE(201, "too few nodes could be reached; nothing was written"),
    OUTCOME_UNKNOWN(202, "too few replicas answered in time; the write may have happened"),
    READ_TIMEOUT(203, "too few replicas answered in time"),
    NO_SUCH_TABLE(204, "no such table"),
    KEY_TOO_LARGE(205, "the key is too long"),
    VALUE_TOO_LARGE(206, "the value is too long"),
    TOO_MANY_SIBLINGS(207, "the key has too many siblings"),
    CONTEXT_INVALID(208, "the causal context is not one of this cluster, table and key"),
    BAD_REQUEST(209, "the request is malformed"),
    OVERLOADED(210, "the node has too much to do"),
    NOT_OWNER(211, "the node is no owner of the key"),
    CLOCK_AHEAD(212, "a version's stamp is too far ahead of the clock"),
    HINTS_FULL(213, "the node keeps no more for others"),
    VECTOR_LONG(214, "a key's version vector is long"),
    MOVED(215, "the place of the key is held by another node now"),
    WRONG_EPOCH(216, "the nodes know different epochs of the ring"),
    STALE_EPOCH(217, "what was sent may be older than deleted data that was removed"),
    CONDITION_FAILED(218, "the condition of a write does not hold; nothing was written"),

    // Frames and handshakes
    BAD_FRAME(301, "the bytes received are no frame of this protocol"),
    UNKNOWN_MESSAGE(302, "a message of an unknown type"),
    FRAME_TOO_LARGE(303, "a frame exceeds the limit"),
    PROTOCOL_MISMATCH(304, "no common protocol version"),
    FOREIGN_CLUSTER(305, "the peer belongs to another cluster"),
    NOT_ALLOWED_HERE(306, "the message is not allowed on this listener"),
    WRONG_NODE(307, "the peer is another node than expected"),
    DUPLICATE_NODE(308, "another process runs under this node's name"),

    // Storage
    ENGINE_MISSING(401, "no engine serves the table"),
    DISK_FULL(402, "the disk is full"),
    STORAGE_FAILED(403, "the storage engine or the node failed"),
    RECORD_CORRUPT(404, "a stored record is damaged"),
    STORAGE_IN_USE(405, "the engine's directory is used by another process"),
    ENGINE_STACKED(406, "an engine stands on one it can't stand on"),
    ENGINE_SWAPPING(407, "the storage engine is being exchanged"),
    ENGINE_REFUSED(408, "the jar of an engine was not taken"),
    ENGINE_NEEDED(409, "tables need the engine"),
    MIGRATION_REFUSED(411, "the table can't be moved to that engine"),
    NO_SUCH_MIGRATION(412, "the table is not being moved"),
    MIGRATION_UNREADABLE(413, "the note of where a table was moved is damaged"),
    ENGINE_LOCKED(415, "others held a record locked for too long"),

    // Checking
    HISTORY_DAMAGED(501, "a history file is damaged"),

    // Membership and changes of the ring
    RING_REFUSED(601, "a ring that was received does not hold together"),
    RING_DIFFERS(602, "a node was made with another number of partitions or another strategy"),
    NOT_A_MEMBER(603, "the node is no member and was not let in"),
    NODE_REMOVED(604, "the node was removed from the cluster"),
    GRANT_REFUSED(605, "the token for joining is not good"),
    NAME_TAKEN(606, "a node of this name or address is there already"),
    MEMBERSHIP_UNREADABLE(607, "the saved membership is damaged"),
    PLAN_STALE(608, "the plan was made for another ring"),
    CHANGE_LOST(609, "another change of the ring was decided"),
    NO_MAJORITY(610, "too few members could vote on a change of the ring"),
    CHANGE_REFUSED(611, "the change of the ring is not possible"),
    VOTES_WITHHELD(612, "a node does not vote on changes of the ring"),
    NO_SUCH_PLAN(613, "no such plan"),
    NO_SUCH_TASK(614, "no such task"),
    TASK_NOT_THAT_WAY(615, "the task can't be changed so"),
    TASK_GOES_ON(616, "the task was watched no longer, and goes on"),

    // Reconcilers
    RECONCILER_MISSING(701, "no reconciler serves the table"),
    RECONCILER_REFUSED(702, "a reconciler was not taken"),
    RECONCILER_SET_ASIDE(703, "a reconciler was set aside");

    private final int number;
    private final String summary;

    ErrorCode(int number, String summary) {
        this.number = number;
        this.summary = summary;
    }

    public int number() {
        return number;
    }

    /** Half a sentence, without numbers or names. */
    public String summary() {
        return summary;
    }

    /** As printed: {@code ARM-201}. */
    @Override
    public String toString() {
        return "ARM-" + number;
    }
}

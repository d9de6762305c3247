package org.armature.membership;

import java.util.Optional;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MemberInfo.Load;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.Progress;
import org.armature.ring.RingState.Phase;

/**
 * What this node tells of itself. What others wait for is told at once, load figures rounded and at most so often; while
 * places move, operators watch them, so then they are told oftener.
 */
final class OwnInfo {
    private static final int OFTENER_WHEN_MOVING = 6;

    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final Turn turn;
    private long life;
    private long start;
    private MemberInfo info;
    private LocalReport report = LocalReport.NOTHING;
    private long loadToldAt;

    OwnInfo(MembershipSettings settings, Knowledge knowledge, Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.turn = turn;
    }

    /** At the first event: the node's starts are counted, and begin with a time, so that a lost count is not repeated. */
    void begin(Optional<SavedMembership> saved) {
        life = saved.map(SavedMembership::life).orElse(Math.max(1, turn.wallMillis()));
        start = saved.map(last -> last.start() + 1).orElse(life);
        loadToldAt = turn.now() - settings.loadEvery().toNanos();
        info = written(1, StateStamp.NONE, Load.NONE);
        knowledge.mustBeSaved();
        knowledge.merge(info);
    }

    long life() {
        return life;
    }

    long start() {
        return start;
    }

    MemberInfo info() {
        return info;
    }

    void report(LocalReport latest) {
        report = latest;
    }

    void acknowledge(StateStamp stamp) {
        if (!info.acknowledged().equals(stamp)) {
            tell(written(info.version() + 1, stamp, info.load()));
        }
    }

    /**
     * Another node has this of us.
     *
     * @return whether it is of a life that this node does not remember, and outlives now
     */
    boolean isForgotten(MemberInfo seen) {
        if (!seen.isNewerThan(info)) {
            return false;
        }
        boolean forgotten = seen.start() > start;
        start = seen.start() + 1;
        life = forgotten ? start : life;
        knowledge.mustBeSaved();
        tell(written(1, info.acknowledged(), info.load()));
        return forgotten;
    }

    void tick() {
        announce();
        Load present = present();
        long pause =
                settings.loadEvery().toNanos() / (present.sent() == info.load().sent() ? 1 : OFTENER_WHEN_MOVING);
        boolean due = turn.now() - loadToldAt >= pause;
        boolean waitedFor = (present.hints() == 0) != (info.load().hints() == 0)
                || (present.transfers() == 0) != (info.load().transfers() == 0)
                || present.drainedEpoch() != info.load().drainedEpoch();
        boolean told = info.replicationFactors().equals(report.replicationFactors())
                && info.instances().equals(report.instances());
        if (!told || waitedFor || (due && !present.equals(info.load()))) {
            loadToldAt = turn.now();
            tell(written(info.version() + 1, info.acknowledged(), present));
        } else if (!present.equals(info.load())) {
            turn.wishToWake(loadToldAt + pause);
        }
        knowledge.merge(info); // it may have been let in since
    }

    private Load present() {
        boolean leaving = Standing.in(knowledge.state(), settings.self()) == Standing.LEAVING;
        return new Load(
                rounded(report.hints()),
                report.transfers(),
                rounded(report.keys()),
                rounded(report.bytes()),
                report.sent(),
                leaving ? report.drainedEpoch() : 0);
    }

    /** So that nobody ends a transition without the moves of tables that only this node knows of yet. */
    private void announce() {
        if (knowledge.state().phase() != Phase.SETTLED) {
            Progress progress = knowledge.progress();
            for (int n : report.replicationFactors()) {
                progress = progress.announcing(n);
            }
            knowledge.merge(progress);
        }
    }

    /** Up, to two digits. */
    private static long rounded(long figure) {
        long step = 1;
        while (figure / step > 99) {
            step *= 10;
        }
        return (figure + step - 1) / step * step;
    }

    private MemberInfo written(long version, StateStamp acknowledged, Load load) {
        Identity identity = settings.identity();
        return new MemberInfo(
                identity.member(),
                life,
                start,
                version,
                identity.incarnation(),
                identity.minVersion(),
                identity.maxVersion(),
                identity.software(),
                knowledge.state().settled().partitions(),
                knowledge.state().settled().strategy().number(),
                acknowledged,
                report.replicationFactors(),
                load,
                report.instances());
    }

    private void tell(MemberInfo next) {
        info = next;
        knowledge.merge(next);
    }
}

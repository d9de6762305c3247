package org.armature.simulator.workload;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.armature.model.Key;
import org.armature.protocol.Message.Condition;
import org.armature.simulator.network.Visitor;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.workload.Operations.Seen;
import org.armature.simulator.workload.Operations.Writing;
import org.armature.simulator.world.Draw;

/**
 * A session that does one thing after the other: reads, writes over what it has read, writes beside it, some of it only if
 * nobody else has, deletes, and repeats what may not have been done.
 */
public final class Client implements Visitor {
    private static final int READ = 22;
    private static final int CHANGE = READ + 50;
    private static final int BLIND_PUT = CHANGE + 15;
    private static final int DELETE_SEEN = BLIND_PUT + 8;
    private static final int ALL = DELETE_SEEN + 5;

    private final Surroundings world;
    private final SplittableRandom random;
    private final Habits habits;
    private final Operations operations;
    private boolean stopped;
    private boolean busy;
    /** The last thing whose outcome nobody knows. */
    private Optional<Writing> doubtful = Optional.empty();

    /** @param host its number */
    public Client(String name, int host, Surroundings world, Habits habits, Book book) {
        this.world = world;
        this.habits = habits;
        this.random = world.seeds().of("client." + name);
        this.operations = new Operations(name, host, world, random.split(), habits, book);
        world.network().attach(host, this);
    }

    public void start() {
        operations.connect();
        think();
    }

    /** Begins nothing new. */
    public void stop() {
        stopped = true;
    }

    /** Whether a call is under way. */
    public boolean isBusy() {
        return busy;
    }

    private void think() {
        busy = false;
        world.timeline().after(Draw.exponential(random, habits.thinkNanos()), this::act);
    }

    private void act() {
        if (stopped) {
            return;
        }
        busy = true;
        if (doubtful.isPresent() && random.nextInt(3) == 0) {
            Writing again = doubtful.get();
            doubtful = Optional.empty();
            write(again);
            return;
        }
        KnownTable table = Draw.oneOf(random, habits.tables());
        double skewed = random.nextDouble();
        Key key = habits.keys().get((int) (skewed * skewed * habits.keys().size()));
        if (table.use() == KnownTable.Use.REGISTER) {
            useRegister(table, key);
        } else {
            useSiblings(table, key, wishes(table));
        }
    }

    private Wishes wishes(KnownTable table) {
        return Draw.perMille(random, habits.wishfulPerMille())
                ? Wishes.any(random, table.spec().n())
                : Wishes.TABLE;
    }

    private void useRegister(KnownTable table, Key key) {
        Wishes wishes = habits.confirmed() ? Wishes.CONFIRMED : Wishes.TABLE;
        if (random.nextBoolean()) {
            operations.read(table, key, wishes, seen -> think());
        } else {
            write(operations.put(table, key, living(wishes), Seen.NOTHING));
        }
    }

    private Wishes living(Wishes wishes) {
        return habits.shortLivedPerMille() > 0 && Draw.perMille(random, habits.shortLivedPerMille())
                ? wishes.shortLived(random)
                : wishes;
    }

    private void useSiblings(KnownTable table, Key key, Wishes wishes) {
        int what = random.nextInt(ALL);
        if (what < READ) {
            operations.read(table, key, wishes, seen -> think());
        } else if (what < CHANGE) {
            readAndThen(table, key, wishes, seen -> put(table, key, wishes, seen));
        } else if (what < BLIND_PUT) {
            put(table, key, wishes, Seen.NOTHING);
        } else if (what < DELETE_SEEN) {
            readAndThen(table, key, wishes, seen -> write(operations.delete(table, key, wishes, seen)));
        } else {
            write(operations.delete(table, key, wishes, Seen.NOTHING));
        }
    }

    private void put(KnownTable table, Key key, Wishes wishes, Seen seen) {
        write(operations.put(table, key, conditional(living(wishes), seen), seen));
    }

    private Wishes conditional(Wishes wishes, Seen seen) {
        return habits.conditionalPerMille() > 0 && Draw.perMille(random, habits.conditionalPerMille())
                ? wishes.onlyIf(seen.context().isNone() ? Condition.ABSENT : Condition.UNCHANGED)
                : wishes;
    }

    private void readAndThen(KnownTable table, Key key, Wishes wishes, Consumer<Seen> next) {
        operations.read(table, key, wishes, seen -> seen.ifPresentOrElse(next, this::think));
    }

    private void write(Writing writing) {
        operations.write(writing, ending -> {
            if (ending.kind() == Asking.Ending.Kind.UNKNOWN && writing.mayBeRepeated()) {
                doubtful = Optional.of(writing.repetition());
            }
            think();
        });
    }
}

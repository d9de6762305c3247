package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Members of a cluster that change one at a time, at random: some clusters in racks, some with two nodes on each host. */
final class Changes {
    private static final int MOST = 40;

    private final Random random;
    private final int zones;
    private final int nodesPerHost;
    private final int heaviest;
    private final List<Member> members = new ArrayList<>();
    private int drawn;

    Changes(Random random) {
        this.random = random;
        this.zones = random.nextBoolean() ? 1 : 1 + random.nextInt(6);
        this.nodesPerHost = random.nextInt(3) == 0 ? 2 : 1;
        this.heaviest = random.nextBoolean() ? 1 : 4;
        for (int nodes = 1 + random.nextInt(16); nodes > 0; nodes--) {
            join();
        }
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    /** Says what it was. */
    String change() {
        int what = random.nextInt(12);
        int one = random.nextInt(members.size());
        Member old = members.get(one);
        if (members.size() == 1 || (what < 5 && members.size() < MOST)) {
            join();
            return "join of " + members.get(members.size() - 1);
        }
        if (what < 9) {
            members.remove(one);
            return "leave of " + old;
        }
        if (what < 11) {
            members.set(one, Members.member(old.node().name(), old.host(), old.zone(), weight()));
        } else {
            members.set(
                    one,
                    Members.member(old.node().name(), "moved-" + drawn, "z" + random.nextInt(zones), old.weight()));
            drawn++;
        }
        return old + " becomes " + members.get(one);
    }

    private void join() {
        int host = drawn / nodesPerHost;
        members.add(Members.member("n" + drawn, "h" + host, "z" + host % zones, weight()));
        drawn++;
    }

    private int weight() {
        return 1 + random.nextInt(heaviest);
    }
}

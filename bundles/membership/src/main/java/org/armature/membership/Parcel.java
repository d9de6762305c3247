package org.armature.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.protocol.EntryKey;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.Removal;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/** Packs what a peer lacks, up to what fits into a message of moderate size. */
final class Parcel {
    private static final int MOST_ENTRIES = 256;

    private final Knowledge knowledge;
    private final List<MemberInfo> infos = new ArrayList<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private Optional<RingState> state = Optional.empty();
    private Optional<Progress> progress = Optional.empty();
    private boolean overfull;

    Parcel(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    Parcel withState() {
        state = Optional.of(knowledge.state());
        return this;
    }

    Parcel withProgress() {
        progress = Optional.of(knowledge.progress());
        return this;
    }

    /** Nothing is packed of a key that is unknown here. */
    void add(String key) {
        if (infos.size() + grants.size() + removals.size() >= MOST_ENTRIES) {
            overfull = true;
            return;
        }
        EntryKey.member(key).flatMap(knowledge::info).ifPresent(infos::add);
        EntryKey.grant(key).map(knowledge.grants()::get).ifPresent(grants::add);
        EntryKey.removal(key).map(knowledge.removals()::get).ifPresent(removals::add);
    }

    boolean isEmpty() {
        return state.isEmpty() && progress.isEmpty() && infos.isEmpty() && grants.isEmpty() && removals.isEmpty();
    }

    boolean isOverfull() {
        return overfull;
    }

    Entries entries() {
        return new Entries(state, progress, List.copyOf(infos), List.copyOf(grants), List.copyOf(removals));
    }
}

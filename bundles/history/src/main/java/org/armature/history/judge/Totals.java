package org.armature.history.judge;

import java.util.SortedMap;

/**
 * What a judgement was about, in numbers.
 *
 * @param objects objects judged
 * @param unseen objects written that nobody looked at afterwards, so that nothing can be said of losses
 * @param acknowledged writes that were acknowledged
 * @param unknown writes whose outcome no client learned
 * @param failed writes that were reported as certainly not done
 * @param present acknowledged writes that are there in the end
 * @param replaced acknowledged writes replaced by later ones that had seen them
 * @param replacedByUnknown of those, how many only by writes that were never acknowledged: allowed, and worth knowing
 * @param destroyed acknowledged writes excused because every copy was destroyed
 * @param overwritten acknowledged writes of last-write-wins tables that are gone and that no later writer had seen
 * @param reads reads that succeeded
 * @param staleReads of those, how many missed a write acknowledged before they began, whatever their quorum
 * @param faults injected faults by kind
 */
public record Totals(
        int objects,
        int unseen,
        long acknowledged,
        long unknown,
        long failed,
        long present,
        long replaced,
        long replacedByUnknown,
        long destroyed,
        long overwritten,
        long reads,
        long staleReads,
        SortedMap<String, Long> faults) {}

package org.armature.node;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.model.Bytes;
import org.armature.model.NodeId;

/** A shard's part in keeping replicas alike without anyone reading them (Dynamo §4.7). */
final class AntiEntropy {
    private final Workbench bench;
    private final Doubts doubts;
    private final Trees trees;
    private final Exchanges exchanges;
    private final ExchangeAnswers answers;
    private final Scrub scrub;

    AntiEntropy(ShardSettings settings, Workbench bench, Doubts doubts, HintDelivery delivery) {
        LeafReads reads = new LeafReads(bench.storage());
        trees = new Trees(bench, reads, settings);
        exchanges = new Exchanges(bench, trees, reads, doubts, settings);
        this.bench = bench;
        this.doubts = doubts;
        answers = new ExchangeAnswers(bench, trees, reads);
        scrub = new Scrub(bench, trees, reads, settings.scrub(), delivery::lookThroughAll);
    }

    /** Stores can be read, the ring has changed, or the tables have. */
    void look() {
        trees.look();
        doubts.look(trees.wanted(), place -> bench.view().holdsSomeOf(place));
        exchanges.look();
        scrub.look(trees.wanted());
    }

    void peerUp(NodeId peer) {
        exchanges.peerUp(peer);
    }

    void on(Event.ExchangeAsked asked) {
        answers.on(asked);
    }

    void on(Event.RepairAsked asked) {
        exchanges.on(asked);
    }

    void on(Event.RepairStopped stopped) {
        exchanges.on(stopped);
    }

    void resume(SortedMap<TreeName, Bytes> earlier) {
        trees.resume(earlier);
    }

    void resumeScrub(SortedMap<TreeName, ScrubPlace> earlier) {
        scrub.resume(earlier);
    }

    SortedMap<TreeName, Bytes> known() {
        return trees.known();
    }

    TreesReport trees() {
        return new TreesReport(trees.unknown(), doubts.places(), trees.cause());
    }

    List<ExchangeReport> exchanges() {
        return exchanges.reports();
    }

    Optional<RepairReport> repair(long order) {
        return exchanges.report(order);
    }
}

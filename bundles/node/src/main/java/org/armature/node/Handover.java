package org.armature.node;

import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.protocol.TransferMessage;
import org.armature.replication.TableSpec;

/**
 * This node hands its place of a piece over, or gives its part of a copy (Dynamo §4.9): it offers the move, streams what
 * it holds in ring order, then what was changed since; shuts the gate, sends the rest, and asks the taker to confirm.
 * Until the taker has, this node is the holder. Where it is not known whether it has, because a crash or a lost
 * connection came between, the gate stays shut and the move is offered anew: the taker says that it holds the place, or
 * makes void what was under way. Whatever is sent twice is stored once.
 */
final class Handover {
    /** Where it stands, for operators. */
    enum Stage {
        OFFERING,
        STREAMING,
        CATCHING_UP,
        FENCED,
        CONFIRMING,
        DONE
    }

    /** What it asks of the one who began it. */
    interface Owner {
        boolean isPaused();

        /** Whether the place may be fenced now: one of a key's places at a time. */
        boolean mayFence(PlaceMove move);

        long freshSession();

        /** Another one may be begun beside this one. */
        void goOn();

        /** Who holds the place is known; tells once. */
        void ended(Handover handover, Gate.Verdict verdict);
    }

    private static final long RETRY_MILLIS = 500;
    private static final long PACE_MILLIS = 10;
    private static final long COPY_MILLIS = 1_000;
    private static final long DOUBT_MILLIS = 1_000;
    /** So few changed keys are sent while the gate is shut. */
    private static final int FEW = 32;
    /** With writers that are faster than the transfer the gate is shut all the same. */
    private static final int MAX_ROUNDS = 64;

    private final Workbench bench;
    private final PlaceMove move;
    private final List<TableSpec> tables;
    private final Owner owner;
    private final RecordSender sender;
    private final ChangedKeys changed = new ChangedKeys();
    private Stage stage = Stage.OFFERING;
    private Slice slice = Slice.NONE;
    private String cause = "";
    private long session;
    private boolean compares;
    private int table;
    private Optional<PieceScan> scan = Optional.empty();
    private int rounds;
    private boolean fenced;
    private boolean abandoned;
    private boolean draining;
    private boolean waitsForOthers;
    private boolean asksLater;
    private boolean onlyAsks;
    private int attempt;

    /**
     * @param tables of the move's N
     * @param inDoubt whether an earlier life of this node may have lost the place
     */
    Handover(Workbench bench, PlaceMove move, List<TableSpec> tables, Owner owner, boolean inDoubt) {
        this.bench = bench;
        this.move = move;
        this.tables = List.copyOf(tables);
        this.owner = owner;
        this.sender = new RecordSender(bench, move, this::retry);
        if (inDoubt) {
            stage = Stage.CONFIRMING;
            fenced = true;
            bench.gate().shut(move.n(), move.piece());
            bench.gate().doubt(move.n(), move.piece());
        }
    }

    PlaceMove move() {
        return move;
    }

    Stage stage() {
        return stage;
    }

    /** Why it does not go on; empty if it does. */
    String cause() {
        return cause;
    }

    /** Whether the taker has all of this node's, and lacks the parts of other givers of the same copy. */
    boolean waitsForOthers() {
        return waitsForOthers;
    }

    RecordSender sender() {
        return sender;
    }

    /**
     * The transition goes another way: the place stays here, unless the taker has it already. At the fence it is asked,
     * and at once: nobody is served meanwhile.
     */
    void abandon() {
        abandoned = true;
        if (stage != Stage.CONFIRMING || !fenced) {
            end(Gate.Verdict.HELD);
        } else if (asksLater) {
            begin();
        }
    }

    void changed(Located at) {
        if (move.concerns(at)) {
            changed.add(at);
        }
    }

    /** A change has ended that the fence may have waited for. */
    void turnEnded() {
        if (draining) {
            drain();
        }
    }

    void begin() {
        attempt++;
        asksLater = false;
        session = owner.freshSession();
        sender.begin(session);
        bench.ask(
                move.taker(),
                new TransferMessage.TransferOffer(move.name(), session),
                TransferMessage.TransferOfferTaken.class,
                this::offered,
                none -> {
                    if (none.refused() && abandoned) {
                        end(Gate.Verdict.HELD);
                    } else {
                        if (none.refused() && fenced && stage == Stage.CONFIRMING) {
                            compareRings();
                        }
                        retry(none.toString());
                    }
                });
    }

    /** A taker that takes the offer without holding the place will not hold it by what it got before. */
    private void offered(TransferMessage.TransferOfferTaken taken) {
        if (stage == Stage.DONE) {
            return;
        }
        if (taken.holds()) {
            end(Gate.Verdict.GIVEN);
            return;
        }
        if (abandoned) {
            end(Gate.Verdict.HELD);
            return;
        }
        unfence();
        if (onlyAsks) {
            onlyAsks = false;
            stage = Stage.OFFERING;
            retry(cause);
            return;
        }
        cause = "";
        waitsForOthers = false;
        stage = Stage.STREAMING;
        compares = !taken.empty();
        table = 0;
        scan = Optional.empty();
        rounds = 0;
        changed.forgetAll();
        stream();
    }

    private void unfence() {
        draining = false;
        if (fenced) {
            fenced = false;
            bench.gate().open(move.n(), move.piece(), Gate.Verdict.HELD);
        }
    }

    /** Who holds the place is known, or will be as given. */
    void end(Gate.Verdict verdict) {
        if (stage == Stage.DONE) {
            return;
        }
        stage = Stage.DONE;
        slice.end();
        cause = "";
        draining = false;
        owner.ended(this, verdict);
        bench.gate().open(move.n(), move.piece(), verdict);
    }

    /** A taker that refuses knows more of the transition, or less: what is fenced does not wait for gossip. */
    private void compareRings() {
        bench.outbox().add(new Effect.CompareRings(move.taker()));
    }

    /** Nobody is served until that is known. If it is this node, the place is offered anew after a while, as ever. */
    private void askWhoHolds(String why) {
        cause = why;
        onlyAsks = true;
        begin();
    }

    private void retry(String why) {
        if (stage == Stage.DONE) {
            return;
        }
        cause = why;
        slice.end();
        if (stage != Stage.CONFIRMING) {
            unfence();
            stage = Stage.OFFERING;
        }
        asksLater = true;
        later(RETRY_MILLIS, this::begin);
    }

    private void later(long millis, Runnable work) {
        int scheduled = attempt;
        bench.calls().at(bench.time().in(millis), () -> {
            if (scheduled == attempt && stage != Stage.DONE) {
                work.run();
            }
        });
    }

    // ---- what was there

    private void stream() {
        inSlice(this::streamPage);
    }

    private void streamPage() {
        if (table == tables.size()) {
            stage = Stage.CATCHING_UP;
            catchUp();
            return;
        }
        TableSpec of = tables.get(table);
        if (scan.isEmpty()) {
            scan = Optional.of(new PieceScan(bench, of, move.piece()));
        }
        scan.get().next(new PieceScan.Reading() {
            @Override
            public void page(List<PieceScan.Found> records, boolean end) {
                if (end) {
                    table++;
                    scan = Optional.empty();
                }
                sendPage(of.name(), records);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                retry("reading here failed: " + code + " " + message);
            }
        });
    }

    /** Once what was done before has been paid for, and nobody has paused it. */
    private void inSlice(Runnable work) {
        slice.end();
        if (stage == Stage.DONE) {
            return;
        }
        if (owner.isPaused()) {
            cause = "paused";
            later(RETRY_MILLIS, () -> inSlice(work));
            return;
        }
        int asked = attempt;
        bench.slices().ask(Job.TRANSFERS, given -> {
            if (asked != attempt || stage == Stage.DONE) {
                given.end();
            } else if (owner.isPaused()) {
                given.end();
                inSlice(work);
            } else {
                slice = given;
                cause = "";
                work.run();
            }
        });
    }

    private void sendPage(TableName of, List<PieceScan.Found> records) {
        if (records.isEmpty()) {
            stream();
        } else if (compares) {
            sender.sendWhatLacks(of, records, this::stream);
        } else {
            sender.send(of, records, this::stream);
        }
    }

    // ---- what was changed since

    private void catchUp() {
        inSlice(this::sendChanged);
    }

    private void sendChanged() {
        rounds++;
        if ((changed.size() > FEW && rounds < MAX_ROUNDS) || (move.isCopy() && !changed.isEmpty())) {
            sender.sendNow(changed.take(PieceScan.PAGE), this::catchUp);
            return;
        }
        slice.end();
        if (move.isCopy()) {
            confirm();
        } else if (owner.mayFence(move)) {
            fence();
        } else {
            cause = "another place of the same keys is moving";
            later(PACE_MILLIS, this::catchUp);
        }
    }

    // ---- the fence

    private void fence() {
        stage = Stage.FENCED;
        fenced = true;
        int began = attempt;
        bench.gate().shut(move.n(), move.piece());
        bench.custody().keep(move.name(), Effect.Custody.FENCED, new CustodyCalls.Waiter() {
            @Override
            public void kept() {
                if (began == attempt && stage == Stage.FENCED) {
                    draining = true;
                    drain();
                }
            }

            @Override
            public void refused(String why) {
                if (began == attempt) {
                    retry(why);
                }
            }
        });
    }

    /** Until every change has ended that had begun before the gate was shut. */
    private void drain() {
        if (!bench.isBusy(move.n(), move.piece())) {
            draining = false;
            sendRest();
        }
    }

    private void sendRest() {
        if (stage != Stage.FENCED) {
            return;
        }
        if (changed.isEmpty()) {
            confirm();
        } else {
            sender.sendNow(changed.take(PieceScan.PAGE), this::sendRest);
        }
    }

    private void confirm() {
        stage = Stage.CONFIRMING;
        if (fenced) {
            int asked = attempt;
            bench.calls().at(bench.time().in(DOUBT_MILLIS), () -> {
                if (asked == attempt && stage == Stage.CONFIRMING) {
                    bench.gate().doubt(move.n(), move.piece());
                }
            });
        }
        bench.ask(
                move.taker(),
                new TransferMessage.TransferComplete(move.name(), session),
                TransferMessage.TransferAnswer.class,
                this::confirmed,
                none -> {
                    bench.gate().doubt(move.n(), move.piece());
                    if (none.refused() && fenced && stage != Stage.DONE) {
                        compareRings();
                        askWhoHolds(none.toString());
                    } else {
                        retry(none.toString());
                    }
                });
    }

    private void confirmed(TransferMessage.TransferAnswer answer) {
        if (stage == Stage.DONE) {
            return;
        }
        if (answer.missing().isEmpty()) {
            end(Gate.Verdict.GIVEN);
            return;
        }
        cause = move.taker() + " still waits for the parts of " + answer.missing();
        stage = Stage.CATCHING_UP;
        later(COPY_MILLIS, this::catchUp);
        waitsForOthers = true;
        owner.goOn();
    }
}

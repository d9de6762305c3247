package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RecordDigest;
import org.armature.protocol.TransferMessage;
import org.armature.protocol.TransferMessage.KeyedDigest;
import org.armature.protocol.TransferMessage.KeyedRecord;
import org.armature.storage.StoreKind;

/** Sends records of a piece to the taker of its place; one page is under way at a time. */
final class RecordSender {
    private final Workbench bench;
    private final PlaceMove move;
    private final Consumer<String> failed;
    private long session;
    private long bytesSent;
    private long keysSent;

    /** @param failed told why a page was not stored; then nothing more is told of it */
    RecordSender(Workbench bench, PlaceMove move, Consumer<String> failed) {
        this.bench = bench;
        this.move = move;
        this.failed = failed;
    }

    void begin(long newSession) {
        session = newSession;
    }

    long bytesSent() {
        return bytesSent;
    }

    long keysSent() {
        return keysSent;
    }

    /** Only what the taker lacks. */
    void sendWhatLacks(TableName table, List<PieceScan.Found> records, Runnable then) {
        compare(bench, move.taker(), table, move.piece().partition(), records, failed, lacking -> {
            if (lacking.isEmpty()) {
                then.run();
            } else {
                send(table, lacking, then);
            }
        });
    }

    /** Asks another node which of these it lacks; those that can't be decoded are left out. */
    static void compare(
            Workbench bench,
            NodeId with,
            TableName table,
            int partition,
            List<PieceScan.Found> records,
            Consumer<String> failed,
            Consumer<List<PieceScan.Found>> then) {
        List<PieceScan.Found> sound = new ArrayList<>();
        List<KeyedDigest> digests = new ArrayList<>();
        for (PieceScan.Found found : records) {
            try {
                Bytes digest = RecordDigest.of(RecordCodec.decode(found.record()));
                digests.add(new KeyedDigest(found.at().key(), digest));
                sound.add(found);
            } catch (ProtocolException damaged) {
                bench.outbox().damaged(found.at(), StoreKind.OBJECTS, found.stored(), damaged);
            }
        }
        bench.ask(
                with,
                new TransferMessage.CompareRecords(table, partition, digests),
                TransferMessage.RecordsLacking.class,
                lacking -> then.accept(lacking.numbers().stream()
                        .filter(number -> number < sound.size())
                        .map(sound::get)
                        .toList()),
                none -> failed.accept(none.toString()));
    }

    void send(TableName table, List<PieceScan.Found> records, Runnable then) {
        sendRecords(
                table,
                records.stream()
                        .map(found -> new KeyedRecord(found.at().key(), found.record()))
                        .toList(),
                then);
    }

    private void sendRecords(TableName table, List<KeyedRecord> records, Runnable then) {
        if (records.isEmpty()) {
            then.run();
            return;
        }
        long bytes = 0;
        for (KeyedRecord each : records) {
            bytes += each.record().length() + each.key().bytes().length();
        }
        long sent = bytes;
        bench.slices().took(Job.TRANSFERS, bytes);
        bench.ask(
                move.taker(),
                new TransferMessage.TransferRecords(move.name(), session, table, records),
                Message.ReplicaStored.class,
                stored -> {
                    bytesSent += sent;
                    keysSent += records.size();
                    bench.outbox().count(Counter.TRANSFER_KEYS_SENT, records.size());
                    bench.outbox().count(Counter.TRANSFER_BYTES_SENT, sent);
                    then.run();
                },
                none -> failed.accept(none.toString()));
    }

    /** What stands here now of keys of one table; past the gate, since no writer changes it any more. */
    void sendNow(List<Located> keys, Runnable then) {
        new Gathering(keys, then).start();
    }

    private final class Gathering {
        private final List<Located> keys;
        private final Runnable then;
        private final List<KeyedRecord> records = new ArrayList<>();
        private int open;
        private boolean broken;

        Gathering(List<Located> keys, Runnable then) {
            this.keys = keys;
            this.then = then;
            this.open = keys.size();
        }

        void start() {
            keys.forEach(at -> bench.reads().readStored(at, StoreKind.OBJECTS, new RecordReads.Reading() {
                @Override
                public void found(Optional<Bytes> record) {
                    record.ifPresent(bytes -> records.add(new KeyedRecord(at.key(), bytes)));
                    oneMore();
                }

                /** A damaged copy is none: others have the key. */
                @Override
                public void failed(ErrorCode code, String message) {
                    if (code != ErrorCode.RECORD_CORRUPT && !broken) {
                        broken = true;
                        failed.accept("reading here failed: " + code + " " + message);
                    }
                    oneMore();
                }
            }));
        }

        private void oneMore() {
            open--;
            if (open == 0 && !broken) {
                sendRecords(keys.get(0).table().name(), records, then);
            }
        }
    }
}

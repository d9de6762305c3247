package org.armature.microbench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.RequestId;
import org.armature.model.VersionSet;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records and messages with a kilobyte of value, to bytes and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Codec {
    private static final int CONTEXT_BYTES = 100;

    private final VersionSet set = Samples.written(Samples.WRITES, 3);
    private final Bytes record = RecordCodec.encode(set);
    private final Message put = new Message.Put(
            Samples.TABLE,
            Samples.KEY,
            new CausalContext(Bytes.wrap(new byte[CONTEXT_BYTES])),
            new RequestId(1, 2),
            Optional.of(Samples.value()),
            Message.WriteWish.TABLE,
            5_000);
    private final Message replicaPut =
            new Message.ReplicaPut(Samples.TABLE, Samples.KEY, record, Optional.empty(), 1, 0);
    private final byte[] putBody = MessageCodec.encode(put);
    private final byte[] replicaPutBody = MessageCodec.encode(replicaPut);

    @Benchmark
    public Bytes encodeRecord() {
        return RecordCodec.encode(set);
    }

    @Benchmark
    public VersionSet decodeRecord() throws ProtocolException {
        return RecordCodec.decode(record);
    }

    @Benchmark
    public byte[] encodePut() {
        return MessageCodec.encodeFrame(1, put);
    }

    @Benchmark
    public Message decodePut() throws ProtocolException {
        return MessageCodec.decode(MessageType.PUT, putBody);
    }

    @Benchmark
    public byte[] encodeReplicaPut() {
        return MessageCodec.encodeFrame(1, replicaPut);
    }

    @Benchmark
    public Message decodeReplicaPut() throws ProtocolException {
        return MessageCodec.decode(MessageType.REPLICA_PUT, replicaPutBody);
    }
}

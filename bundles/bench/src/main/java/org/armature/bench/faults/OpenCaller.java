package org.armature.bench.faults;

import org.armature.client.StoreException;
import org.armature.demo.traffic.RecordingClient;
import org.armature.demo.traffic.RecordingClient.Basis;
import org.armature.history.Outcome;
import org.armature.model.Key;

/**
 * Reads an object when it is due and writes it with what was read as the basis. The read and the write are two samples;
 * the latency of each counts from when the pair was due, without the time the other took.
 */
record OpenCaller(RecordingClient client, CallerKeys keys, Samples samples) {
    void readAndWrite(long due) {
        Key key = keys.nextKey();
        long begun = System.nanoTime();
        Basis basis = Basis.NOTHING;
        Outcome read = Outcome.OK;
        try {
            basis = client.read(keys.table(), key);
        } catch (StoreException failure) {
            read = Outcome.FAILED; // the write is tried all the same: what counts is whether writes are taken
        }
        long between = System.nanoTime();
        samples.add(new Sample(false, due, between - due, between, read));
        Outcome written = keys.nextIsDelete() && !basis.values().isEmpty()
                ? client.delete(keys.table(), key, basis)
                : client.put(keys.table(), key, keys.nextValue(), basis);
        long end = System.nanoTime();
        samples.add(new Sample(true, due, begun - due + end - between, end, written));
    }
}

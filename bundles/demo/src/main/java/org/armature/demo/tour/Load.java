package org.armature.demo.tour;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.armature.client.ArmatureClient;
import org.armature.demo.data.SampleObject;
import org.armature.demo.data.SampleShop;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Progress;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Jobs;
import org.armature.demo.traffic.RecordingClient;
import org.armature.demo.traffic.RecordingClient.Basis;
import org.armature.history.Outcome;
import org.armature.model.TableName;

/** Fills the shop through one node and reads it back through another. */
final class Load {
    private static final int THREADS = 8;

    private final Stage stage;

    Load(Stage stage) {
        this.stage = stage;
    }

    /** @throws ExecutionException with the first write that was not acknowledged */
    void fill(HistoryLog history) throws InterruptedException, ExecutionException {
        stage.step(2, "load the sample shop through n1");
        Screen.Stopwatch watch = stage.screen().stopwatch();
        Progress progress = stage.screen().progress("      objects", SampleShop.SIZE);
        LongAdder bytes = new LongAdder();
        try (ArmatureClient client = stage.clientOf("n1")) {
            Jobs.run(
                    SampleShop.SIZE,
                    THREADS,
                    thread -> {
                        RecordingClient loader = stage.recording(client, history, "loader-" + thread);
                        return number -> {
                            SampleObject object = stage.shop().object(number);
                            put(loader, object);
                            bytes.add(object.value().length());
                        };
                    },
                    progress::update);
        }
        progress.done(Figures.count(SampleShop.SIZE) + ", " + Figures.bytes(bytes.sum()) + ", in " + watch.shown());
        stage.checks().check(true, "every object of the shop was acknowledged");
    }

    private static void put(RecordingClient loader, SampleObject object) {
        if (loader.put(table(object), object.key(), object.value(), Basis.NOTHING) != Outcome.OK) {
            throw loader.lastFailure().orElseThrow();
        }
    }

    /** @throws ExecutionException with the first read that failed */
    void readBack() throws InterruptedException, ExecutionException {
        stage.step(3, "read every object back through n2");
        Screen.Stopwatch watch = stage.screen().stopwatch();
        Progress progress = stage.screen().progress("      objects", SampleShop.SIZE);
        LongAdder equal = new LongAdder();
        try (ArmatureClient client = stage.clientOf("n2")) {
            Jobs.run(
                    SampleShop.SIZE,
                    THREADS,
                    thread -> number -> {
                        SampleObject object = stage.shop().object(number);
                        List<?> found =
                                client.table(table(object)).get(object.key()).values();
                        if (found.equals(List.of(object.value()))) {
                            equal.increment();
                        }
                    },
                    progress::update);
        }
        progress.done(Figures.count(equal.sum()) + " equal, in " + watch.shown());
        stage.checks()
                .check(equal.sum() == SampleShop.SIZE, "every object is equal to what was written, byte for byte");
    }

    private static TableName table(SampleObject object) {
        return new TableName(SampleShop.INSTANCE, object.table());
    }
}

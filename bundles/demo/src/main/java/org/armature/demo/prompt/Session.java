package org.armature.demo.prompt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadResult;
import org.armature.client.Table;
import org.armature.client.WriteResult;
import org.armature.demo.data.SampleShop;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message.Sibling;

/**
 * Reads and writes of a person at the prompt, who replaces what was last shown: the session keeps the contexts. Used by
 * one thread.
 */
final class Session {
    private static final int LONGEST_SHOWN = 400;

    private final ArmatureClient client;
    private final Screen screen;
    private final Map<String, CausalContext> seen = new HashMap<>();
    private long conflicts;

    Session(ArmatureClient client, Screen screen) {
        this.client = client;
        this.screen = screen;
    }

    /** An object of the shop: {@code table/key}. */
    record Name(TableName table, Key key) {
        /** @throws IllegalArgumentException saying what would be right */
        static Name of(String text) {
            int slash = text.indexOf('/');
            if (slash < 1 || slash == text.length() - 1) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" names no object; write TABLE/KEY, such as cart/alice");
            }
            return new Name(
                    new TableName(SampleShop.INSTANCE, text.substring(0, slash)), Key.utf8(text.substring(slash + 1)));
        }

        @Override
        public String toString() {
            return table.table() + "/" + key;
        }
    }

    void get(Name name) {
        long began = System.nanoTime();
        ReadResult result = table(name).get(name.key());
        String took = Figures.seconds(System.nanoTime() - began);
        seen.put(name.toString(), result.context());
        List<Sibling> versions = result.versions();
        if (versions.isEmpty()) {
            screen.line(name + " was never written");
            return;
        }
        screen.line(
                name + "  " + (versions.size() == 1 ? "1 version" : versions.size() + " siblings") + ", in " + took);
        for (Sibling version : versions) {
            screen.line("  through " + version.writtenBy() + ": "
                    + version.value().map(Session::shown).orElse("(deleted)"));
        }
        if (result.isConflict()) {
            screen.line("  put " + name + " VALUE replaces all of them");
        }
    }

    private static String shown(Bytes value) {
        String text = value.utf8();
        if (!Bytes.utf8(text).equals(value) || text.chars().anyMatch(Character::isISOControl)) {
            return Figures.bytes(value.length()) + " that are no text";
        }
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    void put(Name name, String value) {
        CausalContext context = seen.getOrDefault(name.toString(), CausalContext.NONE);
        WriteResult result = table(name).put(name.key(), Bytes.utf8(value), context);
        seen.put(name.toString(), result.context());
        screen.line("stored on " + result.copies() + " replicas"
                + (result.madeSibling()
                        ? "; " + result.siblings() + " versions stand beside each other now, for you had not seen"
                                + " them all: get " + name
                        : ""));
    }

    void delete(Name name) {
        ReadResult found = table(name).get(name.key());
        if (found.isEmpty()) {
            screen.line(name + " has no value");
            return;
        }
        WriteResult result = table(name).delete(name.key(), found.context());
        seen.put(name.toString(), result.context());
        screen.line("deleted on " + result.copies() + " replicas");
    }

    /** Two clients that have read the same write at the same time, neither knowing of the other. */
    void conflict(Name name) {
        CausalContext both = table(name).get(name.key()).context();
        conflicts++;
        table(name).put(name.key(), Bytes.utf8("{\"by\":\"one client\",\"try\":" + conflicts + "}"), both);
        table(name).put(name.key(), Bytes.utf8("{\"by\":\"another client\",\"try\":" + conflicts + "}"), both);
        screen.line("two clients have written " + name + ", both in place of what they had read before:");
        get(name);
    }

    private Table table(Name name) {
        return client.table(name.table());
    }
}

package org.armature.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.config.problem.Place;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;
import org.armature.model.TableName;
import org.armature.protocol.ConfigEffect;

/**
 * From the instances a node runs by to those its files describe: key by key what differs, and what becomes of it while the
 * node runs. Nothing but the arguments decides.
 */
public final class ConfigDifference {
    private final Circumstances circumstances;
    private final List<ConfigChange> changes = new ArrayList<>();

    private ConfigDifference(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /**
     * @param running what is held back included as it is now, not as it is wanted
     * @return by instance, table and key
     */
    public static List<ConfigChange> between(
            List<InstanceConfig> running, List<InstanceConfig> wanted, Circumstances circumstances) {
        ConfigDifference difference = new ConfigDifference(circumstances);
        SortedMap<String, InstanceConfig> before = byName(running);
        SortedMap<String, InstanceConfig> after = byName(wanted);
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.forEach(name ->
                difference.instance(Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))));
        return List.copyOf(difference.changes);
    }

    private static SortedMap<String, InstanceConfig> byName(List<InstanceConfig> instances) {
        SortedMap<String, InstanceConfig> byName = new TreeMap<>();
        instances.forEach(instance -> byName.put(instance.name(), instance));
        return byName;
    }

    private void instance(Optional<InstanceConfig> before, Optional<InstanceConfig> after) {
        SortedMap<TableName, TableConfig> old = tables(before);
        SortedMap<TableName, TableConfig> wanted = tables(after);
        SortedSet<TableName> names = new TreeSet<>(old.keySet());
        names.addAll(wanted.keySet());
        for (TableName name : names) {
            if (!wanted.containsKey(name)) {
                gone(name, after.or(() -> before).orElseThrow(), old.get(name));
            } else if (!old.containsKey(name)) {
                added(name, after.orElseThrow());
            } else {
                table(old.get(name), wanted.get(name), after.orElseThrow());
            }
        }
        if (before.isPresent() && after.isPresent()) {
            options(before.get(), after.get());
        }
    }

    private static SortedMap<TableName, TableConfig> tables(Optional<InstanceConfig> instance) {
        return instance.map(InstanceConfig::tables).orElseGet(Collections::emptySortedMap);
    }

    private void gone(TableName name, InstanceConfig where, TableConfig table) {
        Place place = Place.whole(where.files().get(0).toString());
        add(
                name.toString(),
                "",
                summary(table),
                "",
                place,
                ConfigEffect.AT_ONCE,
                "it is served no more; what it has stored stays and is served again if the table comes back, or goes by"
                        + " `armature config delete-data " + name + "`");
    }

    private void added(TableName name, InstanceConfig where) {
        TableConfig table = where.tables().get(name);
        Optional<TableConfig> earlier = circumstances.earlier(name);
        Optional<String> conflict =
                earlier.filter(left -> !circumstances.mayAdopt(name)).flatMap(left -> conflict(left, table));
        if (conflict.isPresent()) {
            add(
                    name.toString(),
                    "",
                    "",
                    summary(table),
                    where.place(name),
                    ConfigEffect.REFUSED,
                    "this node still has objects of an earlier table of this name, stored with " + conflict.get()
                            + ": name the table otherwise, or say `armature config reload --adopt-data " + name
                            + "` on each node if it is to have them");
            return;
        }
        add(
                name.toString(),
                "",
                "",
                summary(table),
                where.place(name),
                ConfigEffect.AT_ONCE,
                earlier.isPresent() ? "it begins with the objects an earlier table of this name has left" : "");
        earlier.ifPresent(left -> table(left, table, where));
    }

    /** By what rules that matter to stored objects the two differ. */
    private Optional<String> conflict(TableConfig left, TableConfig table) {
        List<String> differing = new ArrayList<>();
        if (left.quorum().n() != table.quorum().n()) {
            differing.add("n = " + left.quorum().n());
        }
        if (left.reconciling().rule() != table.reconciling().rule()) {
            differing.add("reconcile = "
                    + InstanceKeys.RECONCILE.kind().show(left.reconciling().rule()));
        }
        Optional<String> keeper = circumstances.engineOf(table.name());
        if (keeper.isPresent() && !keeper.equals(circumstances.engineFor(table))) {
            differing.add("engine = " + keeper.get());
        }
        return differing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differing));
    }

    private static String summary(TableConfig table) {
        Quorum quorum = table.quorum();
        return "a table with n=" + quorum.n() + " r=" + quorum.r() + " w=" + quorum.w();
    }

    private void table(TableConfig before, TableConfig after, InstanceConfig where) {
        Map<Setting<?>, String> old = TableValues.of(before);
        Map<Setting<?>, String> wanted = TableValues.of(after);
        for (Setting<?> setting : InstanceKeys.TABLE_SETTINGS) {
            String was = old.getOrDefault(setting, "");
            String is = wanted.getOrDefault(setting, "");
            if (!was.equals(is)) {
                KeyEffect effect = effect(setting, before, after);
                add(
                        after.name().toString(),
                        setting.key(),
                        was,
                        is,
                        where.place(after.name(), setting),
                        effect.effect(),
                        effect.why());
            }
        }
    }

    private record KeyEffect(ConfigEffect effect, String why) {
        static KeyEffect atOnce(String why) {
            return new KeyEffect(ConfigEffect.AT_ONCE, why);
        }

        static KeyEffect heldBack(String why) {
            return new KeyEffect(ConfigEffect.HELD_BACK, why);
        }
    }

    private KeyEffect effect(Setting<?> setting, TableConfig before, TableConfig after) {
        if (setting.equals(InstanceKeys.N)) {
            return copies(before.quorum(), after.quorum());
        }
        if (setting.equals(InstanceKeys.QUORUM)) {
            return KeyEffect.heldBack("until all members that are up want it");
        }
        if (QUORUM_NUMBERS.contains(setting)) {
            return isQuorumHeld(before, after)
                    ? KeyEffect.heldBack("together with n and quorum")
                    : KeyEffect.atOnce(
                            setting.equals(InstanceKeys.R)
                                    ? CopyRule.afterLowerR(before.quorum(), after.quorum())
                                    : "");
        }
        if (setting.equals(InstanceKeys.RECONCILE)) {
            return KeyEffect.heldBack(
                    after.reconciling().rule() == Reconciling.Rule.LWW
                            ? "until all members that are up want it: then of siblings only the latest is read, and the"
                                    + " next write drops the others"
                            : "until all members that are up want it");
        }
        if (setting.equals(InstanceKeys.ENGINE_NAME) || setting.equals(InstanceKeys.OBJECT_SIZE)) {
            return engine(after);
        }
        if (setting.equals(InstanceKeys.DURABILITY)) {
            return KeyEffect.atOnce("for writes from then on");
        }
        return LIMITS.contains(setting) ? KeyEffect.atOnce("what is stored already stays") : KeyEffect.atOnce("");
    }

    private static final List<Setting<?>> QUORUM_NUMBERS =
            List.of(InstanceKeys.R, InstanceKeys.W, InstanceKeys.PR, InstanceKeys.PW, InstanceKeys.DISTINCT_HOSTS);

    private static final List<Setting<?>> LIMITS =
            List.of(InstanceKeys.MAX_KEY, InstanceKeys.MAX_VALUE, InstanceKeys.MAX_SIBLINGS);

    /** Of a key, whatever its values, for the documentation. */
    static String applies(Setting<?> setting) {
        if (setting.equals(InstanceKeys.N)
                || setting.equals(InstanceKeys.QUORUM)
                || setting.equals(InstanceKeys.RECONCILE)) {
            return "on all nodes together";
        }
        if (QUORUM_NUMBERS.contains(setting)) {
            return "at once, or together with `n` and `quorum`";
        }
        return setting.equals(InstanceKeys.ENGINE_NAME) || setting.equals(InstanceKeys.OBJECT_SIZE)
                ? "at once while the engine stays the same"
                : "at once";
    }

    /** R and W are meant for their N, so all of a quorum changes at one time. */
    static boolean isQuorumHeld(TableConfig before, TableConfig after) {
        return before.quorum().n() != after.quorum().n()
                || before.terms().kind() != after.terms().kind();
    }

    private static KeyEffect copies(Quorum before, Quorum after) {
        Optional<String> refusal = CopyRule.refusal(before, after);
        if (refusal.isPresent()) {
            return new KeyEffect(ConfigEffect.REFUSED, refusal.get());
        }
        return KeyEffect.heldBack(
                after.n() > before.n()
                        ? "until all members that are up want it: then the copies more are made of each object as it is"
                                + " read or written"
                        : "until all members that are up want it: then the copies too many are compared and removed");
    }

    private KeyEffect engine(TableConfig after) {
        Optional<String> keeps = circumstances.engineOf(after.name());
        Optional<String> wanted = circumstances.engineFor(after);
        if (keeps.isEmpty() || keeps.equals(wanted)) {
            return KeyEffect.atOnce(keeps.map(engine -> "engine " + engine + " keeps the table as before")
                    .orElse(""));
        }
        return new KeyEffect(
                ConfigEffect.NEEDS_MIGRATION,
                "engine " + keeps.get() + " has the table's objects and keeps it until they are moved to "
                        + wanted.orElse("another"));
    }

    private void options(InstanceConfig before, InstanceConfig after) {
        SortedMap<String, Section.Loose> old = before.engineOptions();
        SortedMap<String, Section.Loose> wanted = after.engineOptions();
        SortedSet<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(wanted.keySet());
        for (String key : keys) {
            String was = text(old.get(key));
            String is = text(wanted.get(key));
            if (!was.equals(is)) {
                String engine = key.substring(0, key.indexOf('.'));
                boolean open = circumstances.isOpen(engine, after.name());
                Place place = wanted.containsKey(key)
                        ? wanted.get(key).place()
                        : Place.whole(after.files().get(0).toString());
                add(
                        after.name(),
                        InstanceKeys.ENGINES.key() + "." + key,
                        was,
                        is,
                        place,
                        open ? ConfigEffect.NEEDS_RESTART : ConfigEffect.AT_ONCE,
                        open
                                ? "engine " + engine
                                        + " has the instance's stores open with what was given at the start"
                                : "");
            }
        }
    }

    private static String text(Section.Loose value) {
        return value == null ? "" : value.text();
    }

    private void add(
            String subject, String key, String before, String after, Place place, ConfigEffect effect, String why) {
        changes.add(new ConfigChange(subject, key, before, after, place, effect, why));
    }
}

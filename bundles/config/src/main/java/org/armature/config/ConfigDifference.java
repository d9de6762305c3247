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
    private final EngineEffects engines;
    private final List<ConfigChange> changes = new ArrayList<>();

    private ConfigDifference(Circumstances circumstances) {
        this.circumstances = circumstances;
        this.engines = new EngineEffects(circumstances);
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

    /**
     * Tables that other engines serve than a start with these instances would give them: until they are moved, or until
     * that start.
     */
    public static List<ConfigChange> pending(List<InstanceConfig> wanted, Circumstances circumstances) {
        ConfigDifference difference = new ConfigDifference(circumstances);
        wanted.forEach(
                instance -> instance.tables().values().forEach(table -> difference.engineToCome(table, instance)));
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
                        + " `armature config delete-data " + name + " --for-good`");
    }

    private void added(TableName name, InstanceConfig where) {
        TableConfig table = where.tables().get(name);
        Optional<TableConfig> earlier = circumstances.earlier(name);
        Optional<String> conflict =
                earlier.filter(left -> !circumstances.mayAdopt(name)).flatMap(left -> conflict(left, table, where));
        Optional<String> refusal = conflict.map(
                        rules -> "this node still has objects of an earlier table of this name, stored with " + rules
                                + ": name the table otherwise, or say `armature config reload --adopt-data " + name
                                + "` on each node if it is to have them")
                .or(() -> engines.ofMove(table, where));
        if (refusal.isPresent()) {
            add(name.toString(), "", "", summary(table), where.place(name), ConfigEffect.REFUSED, refusal.get());
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
        earlier.ifPresent(left -> {
            settings(STORED_BY, left, table, where);
            engineToCome(table, where);
        });
    }

    /** By what rules that matter to stored objects the two differ. */
    private Optional<String> conflict(TableConfig left, TableConfig table, InstanceConfig where) {
        List<String> differing = new ArrayList<>();
        if (left.quorum().n() != table.quorum().n()) {
            differing.add("n = " + left.quorum().n());
        }
        if (!left.reconciling().rule().storesAs(table.reconciling().rule())) {
            differing.add("reconcile = "
                    + InstanceKeys.RECONCILE.kind().show(left.reconciling().rule()));
        }
        if (engines.of(table, where).effect() == ConfigEffect.NEEDS_MIGRATION) {
            engines.holder(table.name()).ifPresent(engine -> differing.add("engine = " + engine));
        }
        return differing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differing));
    }

    private static String summary(TableConfig table) {
        Quorum quorum = table.quorum();
        return "a table with n=" + quorum.n() + " r=" + quorum.r() + " w=" + quorum.w();
    }

    private void table(TableConfig before, TableConfig after, InstanceConfig where) {
        settings(InstanceKeys.TABLE_SETTINGS, before, after, where);
    }

    private void settings(List<Setting<?>> settings, TableConfig before, TableConfig after, InstanceConfig where) {
        Map<Setting<?>, String> old = TableValues.of(before);
        Map<Setting<?>, String> wanted = TableValues.of(after);
        for (Setting<?> setting : settings) {
            String was = old.getOrDefault(setting, "");
            String is = wanted.getOrDefault(setting, "");
            if (!was.equals(is)) {
                KeyEffect effect = effect(setting, before, after, where);
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

    private KeyEffect effect(Setting<?> setting, TableConfig before, TableConfig after, InstanceConfig where) {
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
                    after.reconciling().rule().isLww()
                            ? "until all members that are up want it: then of siblings only the latest is read, and the"
                                    + " next write drops the others"
                            : "until all members that are up want it");
        }
        if (ENGINE_CHOICE.contains(setting)) {
            return engines.of(after, where);
        }
        if (setting.equals(InstanceKeys.DURABILITY) || setting.equals(InstanceKeys.DURABLE_REPLICA)) {
            return engines.ofDurability(after, where);
        }
        if (RECORD_LIMITS.contains(setting)) {
            return engines.ofLimits(before, after, where);
        }
        if (setting.equals(InstanceKeys.TTL)) {
            return KeyEffect.atOnce("for what is written from then on; what is stored keeps the expiry it has");
        }
        return setting.equals(InstanceKeys.MAX_KEY)
                ? KeyEffect.atOnce("what is stored already stays")
                : KeyEffect.atOnce("");
    }

    private static final List<Setting<?>> QUORUM_NUMBERS =
            List.of(InstanceKeys.R, InstanceKeys.W, InstanceKeys.PR, InstanceKeys.PW, InstanceKeys.DISTINCT_HOSTS);

    private static final List<Setting<?>> ENGINE_CHOICE =
            List.of(InstanceKeys.ENGINE_NAME, InstanceKeys.OBJECT_SIZE, InstanceKeys.ACCESS);

    /** What is known of a table that is gone. */
    private static final List<Setting<?>> STORED_BY = List.of(
            InstanceKeys.N,
            InstanceKeys.R,
            InstanceKeys.W,
            InstanceKeys.QUORUM,
            InstanceKeys.PR,
            InstanceKeys.PW,
            InstanceKeys.DISTINCT_HOSTS,
            InstanceKeys.RECONCILE);

    /** Their product is what an engine has to take. */
    private static final List<Setting<?>> RECORD_LIMITS = List.of(InstanceKeys.MAX_VALUE, InstanceKeys.MAX_SIBLINGS);

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
        return ENGINE_CHOICE.contains(setting) ? "at once while the engine stays the same" : "at once";
    }

    /** R and W are meant for their N, so all of a quorum changes at one time. */
    static boolean isQuorumHeld(TableConfig before, TableConfig after) {
        return before.quorum().n() != after.quorum().n()
                || before.terms().kind() != after.terms().kind();
    }

    private static KeyEffect copies(Quorum before, Quorum after) {
        Optional<String> refusal = CopyRule.refusal(before, after);
        if (refusal.isPresent()) {
            return KeyEffect.refused(refusal.get());
        }
        return KeyEffect.heldBack(
                after.n() > before.n()
                        ? "until all members that are up want it: then the copies more are made of each object as it is"
                                + " read or written"
                        : "until all members that are up want it: then the copies too many are compared and removed");
    }

    private void engineToCome(TableConfig table, InstanceConfig where) {
        KeyEffect effect = engines.of(table, where);
        if (effect.effect() == ConfigEffect.AT_ONCE) {
            return;
        }
        boolean named = table.engine() instanceof EngineSelection.Named;
        add(
                table.name().toString(),
                InstanceKeys.ENGINE_NAME.key(),
                engines.holder(table.name()).orElse(""),
                named
                        ? ((EngineSelection.Named) table.engine()).engine()
                        : circumstances.choice(where, table).engine().orElse(""),
                where.place(table.name(), named ? InstanceKeys.ENGINE_NAME : InstanceKeys.OBJECT_SIZE),
                effect.effect(),
                effect.why());
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

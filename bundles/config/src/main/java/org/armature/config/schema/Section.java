package org.armature.config.schema;

import com.typesafe.config.ConfigValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.problem.Place;

/** What a block of a file was found to hold, each value with its place. Immutable once the walk is done. */
public final class Section {
    private final String block;
    private final Place place;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final Set<String> unfitGroups = new HashSet<>();
    private final Map<String, Section> blocks = new HashMap<>();
    private final SortedMap<String, SortedMap<String, Section>> groups = new TreeMap<>();

    /** @param fit whether the value is what its setting allows */
    private record Entry(ConfigValue value, Place place, boolean fit) {}

    /** A value under a key no schema knows. */
    public record Loose(ConfigValue value, Place place) {
        public String text() {
            return Kinds.scalar(value).orElseThrow();
        }
    }

    Section(String block, Place place) {
        this.block = block;
        this.place = place;
    }

    void put(String key, ConfigValue value, Place where, boolean fit) {
        entries.put(key, new Entry(value, where, fit));
    }

    void markUnfit(Group group) {
        unfitGroups.add(group.key());
    }

    void put(Block inner, Section section) {
        blocks.put(inner.key(), section);
    }

    /** The blocks of a group, to be filled. */
    SortedMap<String, Section> open(Group group) {
        return groups.computeIfAbsent(group.key(), key -> new TreeMap<>());
    }

    /** The value given, if it is there and right. */
    public <T> Optional<T> given(Setting<T> setting) {
        Entry entry = entries.get(setting.key());
        return entry == null || !entry.fit() ? Optional.empty() : setting.kind().read(entry.value());
    }

    /** The value given, else the setting's fallback. */
    public <T> T get(Setting<T> setting) {
        return given(setting)
                .or(setting::fallback)
                .orElseThrow(() -> new AssertionError(setting.key() + " has neither value nor fallback"));
    }

    /** Whether something stands there, right or not. */
    public boolean has(Setting<?> setting) {
        return entries.containsKey(setting.key());
    }

    /** Whether something stands there that was reported already: no rule about it is worth a second report. */
    public boolean isUnfit(Setting<?> setting) {
        Entry entry = entries.get(setting.key());
        return entry != null && !entry.fit();
    }

    /** Where the value is given, else where the block begins. */
    public Place place(Setting<?> setting) {
        Entry entry = entries.get(setting.key());
        return entry == null ? place : entry.place();
    }

    public Place place() {
        return place;
    }

    /** From the top of the file. */
    public String key(Setting<?> setting) {
        return block.isEmpty() ? setting.key() : block + "." + setting.key();
    }

    /** This block's own key, from the top of the file. */
    public String key() {
        return block;
    }

    /** An inner block; without any values if it is not there. */
    public Section block(Block inner) {
        return blocks.getOrDefault(inner.key(), new Section(inner.key(), place));
    }

    /** Whether the group was reported as wrong, as a whole or in one of its names. */
    public boolean isGroupUnfit(Group group) {
        return unfitGroups.contains(group.key());
    }

    public SortedMap<String, Section> group(Group group) {
        return Collections.unmodifiableSortedMap(groups.getOrDefault(group.key(), new TreeMap<>()));
    }

    /** All single values of an open block. */
    public SortedMap<String, Loose> loose() {
        SortedMap<String, Loose> all = new TreeMap<>();
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            all.put(
                    entry.getKey(),
                    new Loose(entry.getValue().value(), entry.getValue().place()));
        }
        return all;
    }
}

package org.armature.config.schema;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a block may hold.
 *
 * @param open whether it may hold values under any key besides; whoever reads them checks them
 */
public record Schema(List<Setting<?>> settings, List<Block> blocks, List<Group> groups, boolean open) {
    public Schema {
        settings = List.copyOf(settings);
        blocks = List.copyOf(blocks);
        groups = List.copyOf(groups);
    }

    public static Schema of(List<Setting<?>> settings) {
        return new Schema(settings, List.of(), List.of(), false);
    }

    public static Schema of(List<Block> blocks, List<Group> groups) {
        return new Schema(List.of(), blocks, groups, false);
    }

    /** A block of keys that are not known here. */
    public static Schema anything() {
        return new Schema(List.of(), List.of(), List.of(), true);
    }

    Optional<Setting<?>> setting(String key) {
        return settings.stream().filter(s -> s.key().equals(key)).findFirst();
    }

    Optional<Block> block(String key) {
        return blocks.stream().filter(b -> b.key().equals(key)).findFirst();
    }

    Optional<Group> group(String key) {
        return groups.stream().filter(g -> g.key().equals(key)).findFirst();
    }

    /** Whether settings stand below this key. */
    boolean isPrefix(String key) {
        return settings.stream().anyMatch(s -> s.key().startsWith(key + "."));
    }

    /** The names known directly below a prefix, which is empty at the top. */
    SortedSet<String> namesBelow(String prefix) {
        String start = prefix.isEmpty() ? "" : prefix + ".";
        return keys().filter(key -> key.startsWith(start))
                .map(key -> first(key.substring(start.length())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The full key of a setting that ends with this name, to point at when it stands in the wrong block. */
    Optional<String> elsewhere(String name) {
        Stream<String> inBlocks =
                blocks.stream().flatMap(b -> b.of().settings().stream().map(s -> b.key() + "." + s.key()));
        return Stream.concat(settings.stream().map(Setting::key), inBlocks)
                .filter(key -> key.endsWith("." + name))
                .findFirst();
    }

    private Stream<String> keys() {
        return Stream.of(
                        settings.stream().map(Setting::key),
                        blocks.stream().map(Block::key),
                        groups.stream().map(Group::key))
                .flatMap(keys -> keys);
    }

    private static String first(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}

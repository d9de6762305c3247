package org.armature.model;

import java.util.regex.Pattern;

/** A node's name, given by its configuration and unique in the cluster: {@code [a-z0-9][a-z0-9_-]{0,47}}. */
public record NodeId(String name) implements Comparable<NodeId> {
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,47}");

    public NodeId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a node's name is [a-z0-9][a-z0-9_-]{0,47}, not \"" + name + "\"");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}

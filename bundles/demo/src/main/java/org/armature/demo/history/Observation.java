package org.armature.demo.history;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was found of one object after the run.
 *
 * @param read what a read of all replicas together returned: the fingerprint of each sibling, empty for a deletion
 * @param copies what each replica holds by itself, by node
 */
public record Observation(List<Optional<String>> read, SortedMap<String, List<CopiedVersion>> copies) {

    /**
     * A version as a replica keeps it.
     *
     * @param dot the store's name of the event, whatever it looks like
     * @param write the request id kept with it
     * @param value its fingerprint; empty for a deletion
     */
    public record CopiedVersion(String dot, String write, Optional<String> value) {}
}

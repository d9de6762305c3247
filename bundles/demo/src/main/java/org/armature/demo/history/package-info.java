/**
 * Judges a store from outside: what clients recorded while they wrote, against what the replicas hold afterwards.
 *
 * <p>A client notes every write before it is sent, with what it had seen of the object, and its outcome after, forced to
 * disk before it counts. {@link org.armature.demo.history.Judge} then asks graph questions in linear time: was anything
 * acknowledged lost, invented, brought back, or shown beside what replaced it? The store's own counters have no part in
 * it, and neither has its code for versions.
 */
@Export
@Version("1.0.0")
package org.armature.demo.history;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

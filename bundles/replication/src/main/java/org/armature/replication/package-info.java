/**
 * How a key's replicas are written and read (Dynamo §4.5): the coordinators of one put and one get, the changes of one
 * record, and the queue that gives each change of a key its turn. Machines take events and return effects.
 */
@Export
@Version("1.0.0")
package org.armature.replication;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

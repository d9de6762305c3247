/**
 * Every message between clients, nodes and operators as a record, and how it becomes bytes.
 *
 * <p>Bodies are protobuf (see {@code armature.proto}); frames are described at {@code FrameHeader}. Nothing here reads a
 * socket. {@link org.armature.protocol.MessageType} is the one table of who may send what to whom.
 */
@Export
@Version("1.0.0")
package org.armature.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

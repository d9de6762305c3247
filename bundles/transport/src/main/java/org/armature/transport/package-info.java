/** Connections that carry messages: framing, handshake, limits, back-pressure, reconnection. Netty stays inside. */
@Export
@Version("1.0.0")
package org.armature.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** What a person sees: lines, and a bar for what takes time; on a terminal or in a file. */
@Export
@Version("1.0.0")
package org.armature.demo.screen;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

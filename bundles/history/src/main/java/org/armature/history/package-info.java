/**
 * The history of a run: what its clients asked and were told, and what could be seen of the nodes meanwhile and after.
 *
 * <p>A history is a sequence of {@link org.armature.history.Fact facts}, fed to a judge while they happen or written as
 * lines of JSON and judged later; {@code docs/history.md} describes the file. Names of values, dots and vectors are
 * plain texts and numbers here on purpose: neither the notes nor their judgement share code with the store they are about.
 */
@Export
@Version("1.0.0")
package org.armature.history;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

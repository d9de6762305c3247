/**
 * Judges a history: was anything acknowledged lost, invented, brought back, or shown beside what replaced it; did nodes
 * agree in the end; were answers honest and in time?
 *
 * <p>Each checker has one job and reports under one invariant. What concerns values is asked of a graph per object: an
 * edge from each write to those its writer had seen. Everything takes time linear in the facts of an object, times the
 * number of its siblings. No threads, clocks or chance: equal histories give equal verdicts.
 */
@Export
@Version("1.0.0")
package org.armature.history.judge;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

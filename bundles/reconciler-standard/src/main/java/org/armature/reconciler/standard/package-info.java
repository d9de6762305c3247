/**
 * Values that merge without loss, and the reconcilers that merge them in a node: a set, a counter, a shopping cart (Dynamo
 * §4.4) and the last write. As a plain jar the same classes serve a client, whose typed tables write and read them as text
 * ({@code Codecs.utf8().as(Cart::parse, Cart::text)}).
 *
 * <p>Each value is one JSON text in one fixed form: names in order, no blanks. Any JSON of the right shape is read.
 */
@Export
@Version("1.0.0")
package org.armature.reconciler.standard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;

/** The sample shop of the demo: products, carts, sessions and photos, the same on every machine. */
package org.armature.demo.data;

package org.armature.runtime;

/**
 * What the bundles of a directory are for, which are exchanged while the node runs.
 *
 * @param name of the directory, and of the service that exchanges them
 * @param interfacePackage that every one of them imports
 * @param holds what one has that imports it
 * @param wayBack how an older one takes the place of a newer one
 */
record BundleKind(String name, String interfacePackage, String holds, String wayBack) {
    /** Of the service; its value is the name. */
    static final String PROPERTY = "armature.bundles";

    static final BundleKind ENGINES = new BundleKind(
            "engines",
            "org.armature.storage",
            "storage engine",
            "it is replaced by an older one only by `armature engine swap JAR --force`");

    static final BundleKind RECONCILERS = new BundleKind(
            "reconcilers",
            "org.armature.reconciler",
            "reconciler",
            "remove that one's jar first, and the older one is taken");
}

package org.armature.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An import as the framework keeps it, a filter, read back as it stood in the manifest.
 *
 * @param name the package
 * @param range as in a manifest, {@code [4.36,5)}; empty if any version will do
 */
record PackageRequirement(String name, String range) {
    private static final Pattern NAME = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern LEAST = Pattern.compile("(?<!!)\\(version>=([^)]+)\\)");
    private static final Pattern MOST = Pattern.compile("\\(version<=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");
    private static final Pattern ABOVE = Pattern.compile("\\(!\\(version<=([^)]+)\\)\\)");

    /**
     * @param filter such as {@code (&(osgi.wiring.package=a.b)(version>=1.0.0)(!(version>=2.0.0)))}
     * @throws IllegalArgumentException if the filter names no package
     */
    static PackageRequirement parse(String filter) {
        String name = first(NAME, filter);
        if (name == null) {
            throw new IllegalArgumentException("no package in " + filter);
        }
        String below = first(BELOW, filter);
        String above = first(ABOVE, filter);
        String rest = BELOW.matcher(filter).replaceAll("");
        rest = ABOVE.matcher(rest).replaceAll("");
        String least = first(LEAST, rest);
        String most = first(MOST, rest);
        String low = least != null ? "[" + least : above != null ? "(" + above : "[0";
        if (below != null) {
            return new PackageRequirement(name, low + "," + below + ")");
        }
        if (most != null) {
            return new PackageRequirement(name, low + "," + most + "]");
        }
        return new PackageRequirement(name, least == null && above == null ? "" : low + ",)");
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }

    @Override
    public String toString() {
        return range.isEmpty() ? name : name + " " + range;
    }
}

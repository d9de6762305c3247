package org.armature.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;

/**
 * A jar that takes no part, in words for a person who has never heard of a resolver.
 *
 * @param optional whether the node starts without it
 * @param message what the jar lacks and which jar would bring it
 */
public record ResolveFailure(boolean optional, String message) {
    private static final String NOT_TOGETHER = "what it needs is there, but not in versions that go together.";
    private static final Pattern JAVA = Pattern.compile("\\(&\\(osgi\\.ee=JavaSE\\)\\(version>?=([0-9.]+)\\)\\)");

    static ResolveFailure ofFile(BundleFile file, String defect) {
        return new ResolveFailure(file.optional(), sentence(file, List.of(defect + ".")));
    }

    /** One failure for each of the bundles that did not resolve, in the order they were installed. */
    static List<ResolveFailure> among(Map<Bundle, BundleFile> installed, FrameworkWiring wiring) {
        List<ResolveFailure> failures = new ArrayList<>();
        installed.forEach((bundle, file) -> {
            if (bundle.getState() == Bundle.INSTALLED) {
                List<String> reasons = reasons(bundle, installed, wiring);
                if (reasons.isEmpty()) {
                    reasons.add(NOT_TOGETHER);
                }
                failures.add(new ResolveFailure(file.optional(), sentence(file, reasons)));
            }
        });
        return failures;
    }

    /** Why a bundle that is installed does not resolve, as sentences. */
    static String why(Bundle bundle, Map<Bundle, BundleFile> installed, FrameworkWiring wiring) {
        List<String> reasons = reasons(bundle, installed, wiring);
        return reasons.isEmpty() ? NOT_TOGETHER : String.join(" ", reasons);
    }

    private static List<String> reasons(Bundle bundle, Map<Bundle, BundleFile> installed, FrameworkWiring wiring) {
        List<String> reasons = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (!mandatory(requirement)) {
                continue;
            }
            Collection<BundleCapability> providers = wiring.findProviders(requirement);
            if (providers.isEmpty()) {
                reasons.add(missing(requirement, wiring));
            } else if (providers.stream().noneMatch(ResolveFailure::resolved)) {
                BundleCapability waiting = providers.iterator().next();
                if (!waiting.getRevision().getBundle().equals(bundle)) {
                    reasons.add("it needs bundle "
                            + name(waiting.getRevision().getBundle(), installed)
                            + ", which could not be resolved either.");
                }
            }
        }
        return new ArrayList<>(new LinkedHashSet<>(reasons));
    }

    private static boolean mandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String effective = directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, "resolve");
        String resolution = directives.getOrDefault(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, "mandatory");
        return effective.equals("resolve") && resolution.equals("mandatory");
    }

    private static boolean resolved(BundleCapability capability) {
        return (capability.getRevision().getBundle().getState() & (Bundle.INSTALLED | Bundle.UNINSTALLED)) == 0;
    }

    private static String missing(BundleRequirement requirement, FrameworkWiring wiring) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> missingPackage(PackageRequirement.parse(filter), wiring);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "it needs "
                        + JAVA.matcher(filter).replaceFirst("Java $1") + ", and this is Java "
                        + Runtime.version().feature() + ".";
            default ->
                "it needs " + requirement.getNamespace() + " " + filter + ", which no installed bundle offers."
                        + advice(PackageOrigins.jarOf(capability(requirement.getNamespace(), filter)));
        };
    }

    private static String missingPackage(PackageRequirement needed, FrameworkWiring wiring) {
        TreeSet<String> offers = new TreeSet<>();
        for (BundleCapability capability : wiring.findProviders(new AnyVersion(needed.name()))) {
            offers.add(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE) + " (bundle "
                    + capability.getRevision().getSymbolicName() + ")");
        }
        if (!offers.isEmpty()) {
            return "it needs package " + needed + ", but the installed version is " + String.join(", ", offers)
                    + ". Use a build of it made for that version.";
        }
        return "it needs package " + needed + ", which no installed bundle offers."
                + advice(PackageOrigins.jarOf(needed.name()));
    }

    /** The name under which {@link PackageOrigins} knows a capability: its namespace, a dot, and what of it. */
    private static String capability(String namespace, String filter) {
        Matcher value = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)")
                .matcher(filter);
        return value.find() ? namespace + "." + value.group(1) : namespace;
    }

    private static String advice(String jar) {
        return jar == null ? "" : " The jar " + jar + " would bring it; put it into engines/.";
    }

    private static String name(Bundle bundle, Map<Bundle, BundleFile> installed) {
        BundleFile file = installed.get(bundle);
        return file == null ? bundle.getSymbolicName() : file.shortName();
    }

    private static String sentence(BundleFile file, List<String> reasons) {
        return StartupCode.BUNDLE_UNRESOLVED + " bundle " + file.shortName() + " cannot be used:\n  "
                + String.join("\n  ", reasons)
                + (file.optional()
                        ? "\n  The node runs without it; tables that need it stay closed, their data is untouched."
                        : "\n  The node does not start without it; no data was touched.");
    }
}

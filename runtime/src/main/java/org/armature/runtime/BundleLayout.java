package org.armature.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders of the distribution, read as start levels. {@code bundles/20-core/} starts at level 20. Engines and
 * reconcilers start at 40, below the coordination in {@code bundles/50-server/}: they are there before the first request and go only after
 * the last one has ended.
 */
final class BundleLayout {
    static final int ENGINE_LEVEL = 40;

    private static final Pattern FOLDER = Pattern.compile("([0-9]{2})-[a-z0-9-]+");

    private BundleLayout() {}

    /**
     * Every jar of {@code bundles/NN-name/}, by start level and then by name. Files whose name
     * begins with a dot or does not end in {@code .jar} are left alone.
     *
     * @throws StartFailure if there is no bundle, or a folder's name does not say its level
     */
    static List<BundleFile> of(Path home) throws StartFailure {
        List<BundleFile> files = new ArrayList<>();
        for (Path folder : entries(home.resolve("bundles"))) {
            Matcher name = FOLDER.matcher(folder.getFileName().toString());
            if (!name.matches()) {
                throw broken(folder + " is not a folder named by its start level, such as 20-core");
            }
            add(files, folder, Integer.parseInt(name.group(1)));
        }
        if (files.isEmpty()) {
            throw broken(home.resolve("bundles") + " holds no bundle");
        }
        files.sort((a, b) -> a.startLevel() != b.startLevel()
                ? Integer.compare(a.startLevel(), b.startLevel())
                : a.jar().compareTo(b.jar()));
        return files;
    }

    private static void add(List<BundleFile> files, Path folder, int level) throws StartFailure {
        for (Path file : entries(folder)) {
            if (file.getFileName().toString().endsWith(".jar")) {
                files.add(new BundleFile(file, level, false));
            }
        }
    }

    private static List<Path> entries(Path folder) throws StartFailure {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(
                folder, path -> !path.getFileName().toString().startsWith("."))) {
            stream.forEach(entries::add);
        } catch (IOException unreadable) {
            throw broken(folder + " cannot be read: " + unreadable);
        }
        return entries;
    }

    private static StartFailure broken(String what) {
        return new StartFailure(
                StartupCode.BUNDLE_UNRESOLVED,
                "cannot start: the distribution is incomplete: " + what
                        + ".\n  No data was touched. Unpack the zip again.");
    }
}

package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Path DOCS = Path.of("docs");

    @Test
    void everyLinkToAFileLeadsToOne() throws IOException {
        List<Path> pages = new ArrayList<>(
                List.of(Path.of("../README.md"), Path.of("../CONTRIBUTING.md"), Path.of("../CHANGELOG.md")));
        pages.addAll(pages());
        TreeSet<String> broken = new TreeSet<>();
        for (Path page : pages) {
            for (String link : links(page)) {
                if (!Files.exists(page.resolveSibling(link))) {
                    broken.add(page + " -> " + link);
                }
            }
        }
        assertEquals(new TreeSet<>(), broken);
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        TreeSet<Path> named = new TreeSet<>();
        for (String link : links(DOCS.resolve("README.md"))) {
            named.add(DOCS.resolve(link));
        }
        TreeSet<Path> there = new TreeSet<>(pages());
        there.remove(DOCS.resolve("README.md"));
        assertFalse(there.isEmpty());
        assertEquals(there, named);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<String> links(Path page) throws IOException {
        Matcher matcher = LINK.matcher(Files.readString(page));
        List<String> links = new ArrayList<>();
        while (matcher.find()) {
            links.add(matcher.group(1));
        }
        return links;
    }
}

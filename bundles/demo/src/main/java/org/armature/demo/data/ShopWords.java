package org.armature.demo.data;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.random.RandomGenerator;

/** The words the shop's objects are made of. */
record ShopWords(
        List<String> names,
        List<String> things,
        List<String> materials,
        List<String> colours,
        List<String> sentences,
        List<String> agents) {

    static ShopWords load() {
        Properties words = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(ShopWords.class.getResourceAsStream("shop.properties")),
                StandardCharsets.UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new AssertionError("shop.properties is part of this jar", e);
        }
        return new ShopWords(
                split(words, "names", ","),
                split(words, "things", ","),
                split(words, "materials", ","),
                split(words, "colours", ","),
                split(words, "sentences", "\\|"),
                split(words, "agents", "\\|"));
    }

    private static List<String> split(Properties words, String name, String separator) {
        return List.of(words.getProperty(name).split(separator));
    }

    static String any(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }
}

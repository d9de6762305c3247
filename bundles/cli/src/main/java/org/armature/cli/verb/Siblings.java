package org.armature.cli.verb;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.armature.cli.output.Json;
import org.armature.demo.screen.Figures;
import org.armature.model.Bytes;
import org.armature.protocol.Message.Sibling;

/** Versions of an object as they are shown. */
final class Siblings {
    private static final int LONGEST_PREVIEW = 60;

    private Siblings() {}

    /** {@code 143 B, written 2026-11-21T12:04:11.202Z through n1, expires …}, or that it was deleted or has expired. */
    static String describe(Sibling version) {
        Optional<String> expires = version.expires().map(Instant::toString);
        String by = Instant.ofEpochMilli(version.writtenMillis()) + " through " + version.writtenBy();
        if (version.isExpired()) {
            return "expired " + expires.orElseThrow() + ", written " + by;
        }
        return version.value()
                        .map(value -> Figures.bytes(value.length()) + ", written ")
                        .orElse("deleted ")
                + by
                + expires.map(at -> ", expires " + at).orElse("");
    }

    /** The beginning of a value in one line; says so if it is no text. */
    static String preview(Bytes value) {
        Optional<String> text = text(value).map(all -> all.replaceAll("\\s+", " "));
        return text.map(all -> all.length() <= LONGEST_PREVIEW ? all : all.substring(0, LONGEST_PREVIEW) + "…")
                .orElse("(no text: --raw writes the bytes)");
    }

    /** The value as text, if it is UTF-8 without control characters that a terminal would act on. */
    static Optional<String> text(Bytes value) {
        String text = value.utf8();
        boolean plain = Bytes.utf8(text).equals(value)
                && text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r');
        return plain ? Optional.of(text) : Optional.empty();
    }

    static List<Json> json(List<Sibling> versions) {
        return versions.stream().map(Siblings::json).toList();
    }

    private static Json json(Sibling version) {
        Json json = new Json();
        if (version.value().isEmpty()) {
            json.with("deleted", true);
        } else {
            Bytes value = version.value().get();
            json.with("bytes", value.length());
            if (Bytes.utf8(value.utf8()).equals(value)) {
                json.with("value", value.utf8());
            } else {
                json.with("valueBase64", Base64.getEncoder().encodeToString(value.shared()));
            }
        }
        json.with("writtenBy", version.writtenBy()).with("writtenAt", Instant.ofEpochMilli(version.writtenMillis()));
        version.expires().ifPresent(at -> json.with(version.isExpired() ? "expiredAt" : "expiresAt", at));
        return json;
    }
}

package org.armature.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void fieldsKeepTheirOrder() {
        Json json = new Json()
                .with("b", 1)
                .with("a", List.of("x", new Json().with("deep", true)))
                .with("none", null)
                .with("empty", List.of())
                .with("map", Map.of("k", 2.5));
        assertEquals("""
                {
                  "b": 1,
                  "a": [
                    "x",
                    {
                      "deep": true
                    }
                  ],
                  "none": null,
                  "empty": [],
                  "map": {
                    "k": 2.5
                  }
                }""", json.toString());
    }

    @Test
    void whatJsonForbidsInTextIsEscaped() {
        assertEquals(
                "{\n  \"q\\\"\": \"back\\\\slash \\u000a\\u0000\\u007f ü \uD83D\uDE00 \\ud83d\"\n}",
                new Json()
                        .with("q\"", "back\\slash \n\0\u007f ü \uD83D\uDE00 \uD83D")
                        .toString());
    }
}

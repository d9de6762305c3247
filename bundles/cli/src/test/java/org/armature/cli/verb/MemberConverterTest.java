package org.armature.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class MemberConverterTest {
    private final MemberConverter converter = new MemberConverter();

    @Test
    void aNameAndAnAddressAreEnough() {
        assertEquals(
                new Member(new NodeId("n1"), "10.0.0.1:7100", "10.0.0.1:7101", "10.0.0.1", "default", 100),
                converter.convert("n1=10.0.0.1:7100"));
    }

    @Test
    void onLoopbackEachNodeCountsAsAHostOfItsOwn() {
        assertEquals("n1", converter.convert("n1=127.0.0.1:7100").host());
    }

    @Test
    void everythingElseCanBeSaid() {
        assertEquals(
                new Member(new NodeId("n1"), "[fd00::1]:7100", "store.example:8087", "rack3-7", "b", 250),
                converter.convert("n1=[fd00::1]:7100,clients=store.example:8087,weight=250,zone=b,host=rack3-7"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n1                              | has no name before an equals sign",
                "=10.0.0.1:7100                  | has no name before an equals sign",
                "n1=10.0.0.1                     | \"10.0.0.1\" is no HOST:PORT",
                "n1=10.0.0.1:0                   | is no HOST:PORT",
                "n1=10.0.0.1:65535               | say clients=HOST:PORT",
                "n1=10.0.0.1:7100,weight=heavy   | the weight \"heavy\" is no number",
                "n1=10.0.0.1:7100,weight=0       | must be 1 to",
                "n1=10.0.0.1:7100,rack=b         | it has no rack to be told",
                "n1=10.0.0.1:7100,zone           | \"zone\" has no equals sign",
                "n1=10.0.0.1:7100,zone=a,zone=b  | zone occurs twice",
                "N1=10.0.0.1:7100                | a node's name is"
            })
    void whatIsNoMemberIsRefusedAndTheFormIsShown(String text, String problem) {
        TypeConversionException failure = assertThrows(TypeConversionException.class, () -> converter.convert(text));
        assertTrue(failure.getMessage().contains(problem), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("a member is " + MemberConverter.FORM), failure.getMessage());
    }
}

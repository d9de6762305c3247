package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgChartTest {
    private static final Chart CHART = new Chart(
            "Less < more & \"so\"",
            new Chart.Axis("size", 10, 1_000_000, true),
            new Chart.Axis("evenness", 0, 1, false),
            List.of(
                    new Chart.Series("first", List.of(new Chart.Point(10, 0), new Chart.Point(1_000_000, 1))),
                    new Chart.Series("second", List.of(new Chart.Point(3_162.2776601683795, 0.5)))));

    private static Document parsed(Chart chart) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(SvgChart.of(chart))));
    }

    private static List<String> texts(Document document, String kind) {
        List<String> texts = new ArrayList<>();
        NodeList all = document.getElementsByTagName("text");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("class").equals(kind)) {
                texts.add(all.item(i).getTextContent());
            }
        }
        return texts;
    }

    @Test
    void aChartIsXmlWithTitleAxesAndLegend() throws Exception {
        Document document = parsed(CHART);
        assertEquals(List.of("Less < more & \"so\""), texts(document, "title"));
        assertEquals(List.of("size", "evenness"), texts(document, "label"));
        assertEquals(List.of("first", "second"), texts(document, "legend"));
        assertEquals(
                List.of("10", "100", "1 k", "10 k", "100 k", "1 M", "0", "0.2", "0.4", "0.6", "0.8", "1"),
                texts(document, "tick"));
    }

    @Test
    void pointsLieBetweenTheEndsOfTheirAxes() throws Exception {
        NodeList lines = parsed(CHART).getElementsByTagName("polyline");
        assertEquals("76.0,378.0 570.0,52.0", ((Element) lines.item(0)).getAttribute("points"));
        assertEquals("323.0,215.0", ((Element) lines.item(2)).getAttribute("points"));
    }

    @Test
    void itHasColoursForLightAndDarkAndABackgroundOfItsOwn() throws Exception {
        String style = parsed(CHART).getElementsByTagName("style").item(0).getTextContent();
        assertTrue(style.contains("@media (prefers-color-scheme: dark)"), style);
        assertEquals(2, style.split("\\.paper", -1).length - 1, style);
    }

    @Test
    void ticksAreRoundNumbersWithinTheAxis() {
        assertEquals(List.of(0.0, 5.0, 10.0, 15.0, 20.0), Ticks.of(new Chart.Axis("", 0, 20, false)));
        assertEquals(List.of(2.0, 4.0, 6.0, 8.0, 10.0, 12.0), Ticks.of(new Chart.Axis("", 1, 12.5, false)));
        assertEquals(List.of(20.0, 50.0, 100.0, 200.0), Ticks.of(new Chart.Axis("", 12, 300, true)));
    }

    @Test
    void anAxisWithoutLengthOrALogarithmOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Chart.Axis("", 1, 1, false));
        assertThrows(IllegalArgumentException.class, () -> new Chart.Axis("", 0, 1, true));
    }
}

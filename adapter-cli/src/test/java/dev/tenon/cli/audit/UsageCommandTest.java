package dev.tenon.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.cli.CliInMemory;
import dev.tenon.cli.CliInMemory.Run;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.kernel.Actor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class UsageCommandTest {

    @TempDir
    Path folder;

    private final CliInMemory cli = new CliInMemory();
    private Account ana;

    @BeforeEach
    void register() {
        ana = cli.anAccount("ana@example.org");
    }

    /** Ana and Ben over three days: on the first two uses, on the second none, on the third three by both. */
    private void used() {
        cli.anAccount("ben@example.org");
        record("ana@example.org", "report.exported");
        record("ana@example.org", "report.printed");
        cli.clock.advance(Duration.ofDays(2));
        record("ana@example.org", "report.exported");
        record("ana@example.org", "report.exported");
        record("ben@example.org", "report.exported");
    }

    private void record(String email, String action) {
        Actor person = cli.tenon.sessions().actingAs(cli.operator, email);
        cli.tenon.usageLog().record(person, NewUsage.of(action));
    }

    // ---- list

    @Test
    void lists_what_everyone_used_newest_first() {
        cli.aDocument("ana@example.org", "a.txt", "hello");

        JsonNode newest = cli.run("usage", "list", "-o", "json").silent().json().get(0);

        assertThat(newest.get("action").asText()).isEqualTo("document.uploaded");
        assertThat(newest.get("userId").asText()).isEqualTo(ana.id().toString());
        assertThat(newest.get("details").get("size").asInt()).isEqualTo(5);
        assertThat(newest.get("timestamp").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(cli.run("usage", "list").silent().lines().get(2))
                .contains("2026-01-01 00:00Z | document.uploaded | " + ana.id(), "\"size\": 5");
    }

    @Test
    void lists_by_person_action_and_time() {
        used();

        assertThat(listed()).isEqualTo(5);
        assertThat(listed("--user", "ben@example.org")).isEqualTo(1);
        assertThat(listed("--as", "ana@example.org")).isEqualTo(4);
        assertThat(listed("--action", "report.printed")).isEqualTo(1);
        assertThat(listed("--from", "2026-01-02")).isEqualTo(3);
        assertThat(listed("--to", "2026-01-02")).isEqualTo(2);
    }

    private int listed(String... options) {
        List<String> arguments = new ArrayList<>(List.of("usage", "list", "-o", "json"));
        arguments.addAll(List.of(options));
        return cli.run(arguments.toArray(String[]::new)).silent().json().size();
    }

    @Test
    void C1_a_member_sees_nobody_elses() {
        used();

        cli.run("usage", "list", "--as", "ben@example.org", "--user", ana.id().toString())
                .refused(6);
        cli.run(
                        "usage",
                        "summary",
                        "--as",
                        "ben@example.org",
                        "--user",
                        ana.id().toString())
                .refused(6);
    }

    // ---- record

    @Test
    void D2_records_an_event_once_however_often_it_is_sent() {
        String[] command = {
            "usage",
            "record",
            "report.exported",
            "--as",
            "ana@example.org",
            "--details",
            "{\"pages\": 3}",
            "--event-key",
            "event-1",
            "-o",
            "json"
        };
        JsonNode first = cli.run(command).silent().json();

        Run again = cli.run(command).succeeded();

        assertThat(again.json()).isEqualTo(first);
        assertThat(again.err()).contains("recorded before under this event key");
        assertThat(first.get("details").get("pages").asInt()).isEqualTo(3);
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void records_what_was_earlier() {
        JsonNode recorded = cli.run(
                        "usage",
                        "record",
                        "report.exported",
                        "--as",
                        "ana@example.org",
                        "--at",
                        "2025-12-24T12:00:00Z",
                        "-o",
                        "json")
                .silent()
                .json();

        assertThat(recorded.get("timestamp").asText()).isEqualTo("2025-12-24T12:00:00Z");
        assertThat(recorded.get("eventKey").isNull()).isTrue();
    }

    @Test
    void refuses_what_is_no_event() {
        cli.run("usage", "record", "session.opened", "--as", "ana@example.org").refused(3);
        cli.run("usage", "record", "nonsense", "--as", "ana@example.org").refused(3);
        cli.run("usage", "record", "report.exported", "--as", "ana@example.org", "--details", "{pages: 3}")
                .refused(2);
        cli.run("usage", "record", "report.exported", "--as", "ana@example.org", "--details", "[3]")
                .refused(3);
        cli.run("usage", "record", "report.exported").refused(2);
    }

    // ---- summary

    @Test
    void sums_up_in_a_table_with_a_row_for_each_day_of_use() {
        used();

        assertThat(cli.run("usage", "summary").silent().lines())
                .containsExactly(
                        "Day        | Uses | People | report.exported | report.printed",
                        "-----------+------+--------+-----------------+---------------",
                        "2026-01-01 | 2    | 1      | 1               | 1",
                        "2026-01-03 | 3    | 2      | 3               | -",
                        "All        | 5    | 2      | 4               | 1");
        assertThat(cli.run("usage", "summary", "--user", "ben@example.org", "--per", "month")
                        .silent()
                        .lines()
                        .get(2))
                .isEqualTo("2026-01 | 1    | 1      | 1");
    }

    @Test
    void sums_up_for_scripts_as_HTTP_does() {
        used();

        JsonNode summary = cli.run(
                        "usage",
                        "summary",
                        "--by",
                        "action",
                        "--from",
                        "2026-01-01",
                        "--to",
                        "2026-01-04",
                        "-o",
                        "json")
                .silent()
                .json();

        assertThat(summary.get("per").asText()).isEqualTo("day");
        assertThat(summary.get("timeZone").asText()).isEqualTo("UTC");
        assertThat(summary.get("from").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(summary.get("count").asInt()).isEqualTo(5);
        assertThat(summary.get("people").asInt()).isEqualTo(2);
        assertThat(summary.get("actions").get(0).toString())
                .isEqualTo("{\"action\":\"report.exported\",\"count\":4,\"people\":2}");
        assertThat(summary.get("periods").get(1).toString())
                .isEqualTo("{\"start\":\"2026-01-02\",\"count\":0,\"people\":0}");
        assertThat(summary.get("items").get(2).toString())
                .isEqualTo("{\"start\":\"2026-01-03\",\"action\":\"report.exported\",\"count\":3,\"people\":2}");
    }

    @Test
    void a_day_begins_where_the_time_zone_says() {
        used();

        JsonNode summary = cli.run(
                        "usage",
                        "summary",
                        "--time-zone",
                        "America/New_York",
                        "--from",
                        "2025-12-31",
                        "--to",
                        "2026-01-01",
                        "-o",
                        "json")
                .silent()
                .json();

        assertThat(summary.get("from").asText()).isEqualTo("2025-12-31T05:00:00Z");
        assertThat(summary.get("count").asInt()).isEqualTo(2);
    }

    @Test
    void says_that_nothing_was_used() {
        Run run = cli.run("usage", "summary");

        assertThat(run.succeeded().out()).isEmpty();
        assertThat(run.err()).contains("Nothing was used.");
    }

    @Test
    void refuses_times_and_zones_that_are_none() {
        cli.run("usage", "summary", "--from", "yesterday").refused(2);
        cli.run("usage", "summary", "--time-zone", "Mars/Olympus").refused(2);
        cli.run("usage", "summary", "--from", "2020-01-01").refused(3);
        cli.run("usage", "summary", "--per", "hour").refused(2);
    }

    // ---- plots

    private Document svg(String... options) throws Exception {
        Path file = folder.resolve("usage.svg");
        List<String> arguments = new ArrayList<>(List.of("usage", "summary", "--plot", file.toString()));
        arguments.addAll(List.of(options));
        Run run = cli.run(arguments.toArray(String[]::new)).succeeded();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("The plot is in " + file + ".");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            texts.add(nodes.item(index).getTextContent());
        }
        return texts;
    }

    @Test
    void draws_a_plot_as_SVG_that_tells_in_words_what_it_shows() throws Exception {
        used();

        Document plot = svg("--from", "2026-01-01", "--to", "2026-01-04");

        assertThat(plot.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(texts(plot, "desc"))
                .containsExactly("1 Jan 2026 to 3 Jan 2026: 5 uses by 2 people. report.exported 4, report.printed 1."
                        + " The most in one day: 3, 3 Jan 2026.");
        assertThat(texts(plot, "text"))
                .contains(
                        "Usage by day",
                        "Everyone · 1 Jan 2026 to 3 Jan 2026 · 5 uses by 2 people",
                        "Uses",
                        "Day (UTC)",
                        "1 Jan",
                        "2 Jan",
                        "3 Jan",
                        "2026",
                        "0",
                        "3",
                        "report.exported  4",
                        "report.printed  1");
        assertThat(texts(plot, "title"))
                .contains(
                        "Usage by day: Everyone",
                        "1 Jan 2026, report.exported: 1",
                        "3 Jan 2026, report.exported: 3",
                        "3 Jan 2026: 3 uses by 2 people");
    }

    @Test
    void draws_whose_it_is_and_by_month() throws Exception {
        used();

        Document plot = svg("--user", "ben@example.org", "--per", "month");

        assertThat(texts(plot, "text"))
                .contains("Usage by month", "Month (UTC)", "Feb", "2025", "Jan", "2026")
                .anyMatch(text -> text.startsWith("ben@example.org · 1 Feb 2025 to 31 Jan 2026 · 1 use by 1 person"));
    }

    @Test
    void draws_that_nothing_was_used() throws Exception {
        assertThat(texts(svg(), "text")).contains("Nothing was used");
    }

    @Test
    void draws_the_most_frequent_actions_and_the_rest_as_one() throws Exception {
        for (int number = 0; number < 25; number++) {
            for (int times = 0; times < 30 - number; times++) {
                record("ana@example.org", "thing.done-" + number);
            }
        }

        assertThat(texts(svg(), "text")).contains("thing.done-0  30", "thing.done-6  24", "everything else  261");
    }

    @Test
    void I1_what_strangers_are_called_does_not_break_the_picture() throws Exception {
        cli.anAccount("a&b'c@example.org");
        record("a&b'c@example.org", "report.exported");

        assertThat(texts(svg("--user", "a&b'c@example.org"), "title").get(0))
                .isEqualTo("Usage by day: a&b'c@example.org");
    }

    @Test
    void draws_a_plot_as_PNG() throws IOException {
        used();
        Path file = folder.resolve("usage.PNG");

        cli.run("usage", "summary", "--plot", file.toString()).succeeded();

        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2400);
        assertThat(image.getHeight()).isGreaterThan(1200);
        assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
        List<Integer> colours = new ArrayList<>();
        for (int x = 0; x < image.getWidth(); x++) {
            colours.add(image.getRGB(x, 1040) & 0xffffff);
        }
        assertThat(colours).as("the bar of the most frequent action").contains(0x0072b2);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                .as("the description inside")
                .contains("5 uses by 2 people. report.exported 4, report.printed 1.");
    }

    @Test
    void a_plot_takes_the_place_of_the_one_before() throws Exception {
        used();
        Path file = folder.resolve("usage.svg");
        Files.writeString(file, "the plot of yesterday");

        svg();

        assertThat(Files.readString(file)).startsWith("<?xml").endsWith("</svg>\n");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void refuses_a_file_that_is_no_picture_before_anything_is_counted() {
        cli.run("usage", "summary", "--plot", folder.resolve("usage.pdf").toString())
                .refused(2);
        cli.run(
                        "usage",
                        "summary",
                        "--plot",
                        folder.resolve("nowhere/usage.svg").toString())
                .refused(6);
        cli.run("usage", "summary", "--plot", folder.toString()).refused(7);
    }
}

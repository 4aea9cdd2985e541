package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static final String ID = "01920000-0000-7000-8000-000000000001";
    private static final List<Field<Row>> FIELDS = List.of(
            Field.shown("id", "Id", Row::id),
            Field.shown("empty", "Empty", row -> null),
            Field.flowing("text", "Text", Row::text),
            Field.shown("at", "At", row -> Instant.parse("2026-11-22T14:00:59Z")));

    private record Row(String id, @Nullable String text) {}

    @Test
    void is_as_wide_as_its_cells_where_width_is_no_matter() {
        Table table =
                Table.of(FIELDS, List.of(new Row(ID, "word ".repeat(60).strip()), new Row(ID, "x")), Integer.MAX_VALUE);

        assertThat(table.lines()).hasSize(4);
        assertThat(table.lines().get(2)).isEqualTo(ID + " | -     | " + "word ".repeat(60) + "| 2026-11-22 14:00Z");
        assertThat(table.leftOut()).isEmpty();
    }

    @Test
    void lets_flowing_columns_take_several_lines() {
        Table table = Table.of(FIELDS, List.of(new Row(ID, "one two three four five six seven")), 87);

        assertThat(table.lines())
                .containsExactly(
                        "Id                                   | Empty | Text                 | At",
                        "-------------------------------------+-------+----------------------+------------------",
                        ID + " | -     | one two three four   | 2026-11-22 14:00Z",
                        "                                     |       | five six seven       |");
        assertThat(table.leftOut()).isEmpty();
    }

    @Test
    void drops_empty_columns_first_and_then_the_last_ones() {
        List<Row> rows = List.of(new Row(ID, "one two three four five six seven"));

        assertThat(Table.of(FIELDS, rows, 80).leftOut()).containsExactly("Empty");
        assertThat(Table.of(FIELDS, rows, 70).leftOut()).containsExactly("Empty", "At");
        assertThat(Table.of(FIELDS, rows, 40).leftOut()).containsExactly("Empty", "Text", "At");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 120, 200})
    void never_cuts_an_id_and_never_is_wider_than_the_terminal(int width) {
        List<Row> rows = List.of(new Row(ID, "a".repeat(70)), new Row(ID, "short"), new Row(ID, null));

        Table table = Table.of(FIELDS, rows, width);

        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        assertThat(table.lines().stream().filter(line -> line.startsWith(ID))).hasSize(3);
    }

    @Test
    void breaks_words_that_are_longer_than_their_column() {
        Table table = Table.of(FIELDS, List.of(new Row(ID, "a".repeat(40))), 80);

        assertThat(String.join("", table.lines())).doesNotContain("a".repeat(40));
        assertThat(String.join("", table.lines()).chars().filter(letter -> letter == 'a'))
                .hasSize(40);
    }

    @Test
    void aligns_wide_and_combining_characters() {
        List<Field<String>> fields =
                List.of(Field.shown("name", "Name", name -> name), Field.shown("end", "End", name -> "|"));

        assertThat(Table.of(fields, List.of("\u65e5\u672c", "abcd", "e\u0301xyz"), 80)
                        .lines())
                .containsExactly("Name | End", "-----+----", "\u65e5\u672c | |", "abcd | |", "e\u0301xyz | |");
    }

    @Test
    void shows_one_thing_a_line_for_each_field() {
        assertThat(Table.of(FIELDS, new Row(ID, "one two three four five six seven eight"), 45)
                        .lines())
                .containsExactly(
                        "Field | Value",
                        "------+--------------------------------------",
                        "Id    | " + ID,
                        "Empty | -",
                        "Text  | one two three four five six seven",
                        "      | eight",
                        "At    | 2026-11-22 14:00:59Z");
    }

    @Test
    void keeps_an_id_that_is_shown_alone_in_one_piece() {
        assertThat(Table.of(FIELDS, new Row(ID, "one two three four five six seven eight"), 20)
                        .lines())
                .contains("Id    | " + ID);
    }

    @Test
    void shows_values_as_people_read_them() {
        assertThat(cell(null)).isEqualTo("-");
        assertThat(cell("")).isEqualTo("-");
        assertThat(cell(true)).isEqualTo("yes");
        assertThat(cell(false)).isEqualTo("no");
        assertThat(cell(12L)).isEqualTo("12");
        assertThat(cell(List.of())).isEqualTo("-");
        assertThat(cell(List.of("a", "b\u001b"))).isEqualTo("a, b?");
        assertThat(cell(Map.of("size", "5\u001b"))).isEqualTo("size=5?");
        assertThat(Cell.brief(Field.<String>shown("x", "X", any -> null).unlimited(), ""))
                .isEqualTo("no limit");
    }

    private static String cell(@Nullable Object value) {
        return Cell.brief(Field.<String>shown("x", "X", any -> value), "");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "1048575, 1023 KiB",
        "26214400, 25 MiB",
        "1073741824, 1 GiB",
        "1181116006, 1 GiB",
        "1181116007, 1.1 GiB",
        "9223372036854775807, 7.9 EiB"
    })
    void rounds_sizes_down(long bytes, String shown) {
        assertThat(Cell.size(bytes)).isEqualTo(shown);
    }

    @Test
    void fits_every_list_into_80_to_120_columns() {
        CliInMemory cli = new CliInMemory();
        cli.anAdmin("a.rather.long.name.of.somebody@mail.example.org");
        cli.aSession(
                "a.rather.long.name.of.somebody@mail.example.org", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101");
        String as = "--as=a.rather.long.name.of.somebody@mail.example.org";
        cli.aDocument(
                "a.rather.long.name.of.somebody@mail.example.org", "minutes of the meeting in november.txt", "hello");
        for (String width : List.of("80", "100", "120")) {
            cli.with("TENON_COLUMNS", width);
            for (String[] list : new String[][] {
                {"users", "list"},
                {"roles", "list"},
                {"users", "sessions", as.substring(5)},
                {"sessions", "list", as},
                {"plans", "list"},
                {"entitlements", "list", as},
                {"subscriptions", "list", as},
                {"documents", "list", as},
                {"emails", "list"},
                {"audit", "list"}
            }) {
                assertThat(cli.run(list).succeeded().lines())
                        .as(String.join(" ", list))
                        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Integer.parseInt(width)));
            }
        }
    }

    @Test
    void says_which_columns_found_no_room() {
        CliInMemory cli = new CliInMemory();
        cli.anAccount("ana@example.org");

        CliInMemory.Run run = cli.with("TENON_COLUMNS", "80").run("users", "list");

        assertThat(run.succeeded().lines().get(0))
                .isEqualTo("Id                                   | E-mail          | Status | Verified");
        assertThat(run.err())
                .isEqualTo(
                        "Left out for want of room: Created, User name, Name, Last login. Everything is in -o json.\n");
        assertThat(cli.run("users", "list", "-q").silent().err()).isEmpty();
    }
}

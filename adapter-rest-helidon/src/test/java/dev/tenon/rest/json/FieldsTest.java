package dev.tenon.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private enum Colour {
        RED,
        DARK_BLUE
    }

    private static Fields fields(String json) {
        return Json.object(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> errors(Fields fields, String... readOnly) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> fields.close(readOnly));
        return refusal.errors().stream()
                .map(error -> error.pointer() + " " + error.code())
                .toList();
    }

    @Test
    void reads_what_is_there() {
        Fields fields =
                fields("{\"a\":\"x\",\"b\":true,\"c\":[\"p\",\"q\"],\"d\":\"dark_blue\",\"e\":null,\"f\":\"\u00e9\"}");

        assertThat(fields.text("a")).isEqualTo("x");
        assertThat(fields.flag("b")).isTrue();
        assertThat(fields.texts("c", 2)).containsExactly("p", "q");
        assertThat(fields.word("d", EnumSet.allOf(Colour.class))).isEqualTo(Colour.DARK_BLUE);
        assertThat(fields.nullableText("e")).isNull();
        assertThat(fields.optionalText("f")).isEqualTo("\u00e9");
        fields.close();
    }

    @Test
    void reads_instants_ids_and_whole_numbers() {
        Fields fields =
                fields("{\"a\":\"2026-11-22T14:00:00Z\",\"b\":\"01a2038e-7f00-7d35-8b62-0c9e4a7f1b23\",\"c\":7}");

        assertThat(fields.nullableInstant("a")).isEqualTo(Instant.parse("2026-11-22T14:00:00Z"));
        assertThat(fields.nullableId("b", UserId::parse))
                .isEqualTo(new UserId(UUID.fromString("01a2038e-7f00-7d35-8b62-0c9e4a7f1b23")));
        assertThat(fields.number("c", 1, 0, 7)).isEqualTo(7);
        assertThat(fields.number("d", 1, 0, 7)).isEqualTo(1);
        assertThat(fields.nullableInstant("e")).isNull();
        fields.close();
    }

    @Test
    void refuses_instants_ids_and_whole_numbers_that_are_none() {
        Fields fields = fields("{\"a\":\"2026-11-22\",\"b\":\"7\",\"c\":7.5,\"d\":8,\"e\":\"+12026-11-22T14:00:00Z\"}");
        fields.nullableInstant("a");
        fields.nullableId("b", UserId::parse);
        fields.number("c", 1, 0, 7);
        fields.number("d", 1, 0, 7);
        fields.nullableInstant("e");

        assertThat(errors(fields))
                .containsExactly(
                        "/a wrong-type", "/b wrong-type", "/c out-of-range", "/d out-of-range", "/e wrong-type");
    }

    @Test
    void tells_absent_from_null_in_a_patch() {
        Fields fields = fields("{\"a\":null,\"b\":\"x\"}");

        assertThat(fields.patchedText("a")).isEqualTo(Patched.to(null));
        assertThat(fields.patchedText("b")).isEqualTo(Patched.to("x"));
        assertThat(fields.patchedText("c")).isEqualTo(Patched.absent());
        fields.close();
    }

    @Test
    void C2_names_every_field_that_is_wrong_at_once() {
        Fields fields = fields("{\"b\":1,\"c\":null,\"d\":\"yes\",\"e\":\"RED\",\"f\":[1,1],\"id\":\"x\",\"a/b~\":1}");
        fields.text("a");
        fields.text("b");
        fields.optionalText("c");
        fields.flag("d");
        fields.word("e", EnumSet.allOf(Colour.class));
        fields.texts("f", 1);

        assertThat(errors(fields, "id"))
                .containsExactly(
                        "/a missing",
                        "/b wrong-type",
                        "/c null",
                        "/d wrong-type",
                        "/e unknown-word",
                        "/f duplicate-item",
                        "/f wrong-type",
                        "/f too-many",
                        "/id read-only",
                        "/a~1b~0 unknown-field");
    }

    @Test
    void says_where_a_name_stands_twice() {
        assertThatThrownBy(() -> fields("{\"x\":{\"a\":1,\"a\":2}}"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors())
                                .singleElement()
                                .extracting(FieldError::pointer)
                                .isEqualTo("/x/a"));
    }

    @Test
    void writes_values_as_clients_expect_them() {
        record Everything(
                UserId id,
                Money price,
                Instant at,
                LocalDate on,
                @Nullable String nothing,
                long big) {}
        UserId id = new UserId(UUID.fromString("01920000-0000-7000-8000-000000000001"));
        Money money = Money.of(new BigDecimal("12.50"), Currency.getInstance("USD"));
        Money yen = Money.of(new BigDecimal("1200"), Currency.getInstance("JPY"));
        Instant at = Instant.parse("2026-11-22T14:00:00Z");

        String json = new String(
                Json.bytes(new Everything(id, money, at, LocalDate.parse("2026-11-22"), null, Long.MAX_VALUE)),
                StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"id\":\"01920000-0000-7000-8000-000000000001\","
                        + "\"price\":{\"amount\":\"12.50\",\"currency\":\"USD\"},\"at\":\"2026-11-22T14:00:00Z\","
                        + "\"on\":\"2026-11-22\",\"nothing\":null,\"big\":9223372036854775807}");
        assertThat(new String(Json.bytes(yen), StandardCharsets.UTF_8))
                .isEqualTo("{\"amount\":\"1200\",\"currency\":\"JPY\"}");
    }
}

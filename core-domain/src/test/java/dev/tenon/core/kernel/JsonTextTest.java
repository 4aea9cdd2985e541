package dev.tenon.core.kernel;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void what_means_the_same_is_equal_whatever_its_spelling() {
        Map.of(
                        " [ 1 ,\t2\r\n] ", "[1, 2]",
                        "{\"b\":1,\"a\":2}", "{\"a\": 2, \"b\": 1}",
                        "{\"aa\":1,\"b\":2}", "{\"b\": 2, \"aa\": 1}",
                        "\"\\u0041\\/\"", "\"A/\"",
                        "1.50e1", "15.0",
                        "-0", "0",
                        "1E2", "100",
                        "1e-2", "0.01",
                        "\"\\u001F\\u000a\"", "\"\\u001f\\n\"",
                        "\"\\ud83d\\ude00\"", "\"\ud83d\ude00\"")
                .forEach((spelled, one) ->
                        assertThat(JsonText.of(spelled).text()).as(spelled).isEqualTo(one));
    }

    @Test
    void refuses_what_is_no_json() {
        List<String> wrong = List.of(
                "",
                " ",
                "{",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "nul",
                "nulll",
                "True",
                "NaN",
                "Infinity",
                "+1",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x10",
                "1_000",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "\"\t\"",
                "1 2",
                "[] []",
                "/**/1",
                "\u00a01",
                "\ufeff1",
                "\0",
                "1\0",
                "{1:2}",
                "[1 2]",
                "{\"a\":1 \"b\":2}",
                "\"\\u\uff11234\"");
        for (String each : wrong) {
            assertRefused(RequestRefusal.MALFORMED, () -> JsonText.of(each));
        }
    }

    @Test
    void refuses_what_readers_understand_differently() {
        List<String> doubtful = List.of(
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\ud800\"",
                "{\"\\u0000\":1}",
                "1e401",
                "1e-401",
                "1e999999999999",
                "-1e2147483648",
                "1".repeat(401));
        for (String each : doubtful) {
            assertRefused(RequestRefusal.MALFORMED, () -> JsonText.of(each));
        }
    }

    @Test
    void reads_64_levels_and_refuses_one_more() {
        String deepest = "[".repeat(64) + "]".repeat(64);

        assertThat(JsonText.of(deepest).text()).isEqualTo(deepest);
        assertRefused(RequestRefusal.MALFORMED, () -> JsonText.of("[" + deepest + "]"));
        assertRefused(RequestRefusal.MALFORMED, () -> JsonText.of("[".repeat(100_000)));
        assertRefused(RequestRefusal.MALFORMED, () -> JsonText.of("{\"a\":".repeat(65) + "1" + "}".repeat(65)));
    }

    @Test
    void says_where_it_is_wrong_without_repeating_it() {
        assertThat(assertRefused(RequestRefusal.MALFORMED, () -> JsonText.of("[1, secret]"))
                        .detail())
                .contains("character 5")
                .doesNotContain("secret");
    }

    @Test
    void takes_no_other_form_for_the_one() {
        assertThatThrownBy(() -> new JsonText("[1,2]")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new JsonText("[1, 2]")).isEqualTo(JsonText.of("[1,2]")).hasToString("[1, 2]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-1.50",
                "\"a \\\"quoted\\\" ü\\u0007\"",
                "{\"a\": [1, {\"b\": null}, []], \"long\": {\"x\": false, \"\": {}}}"
            })
    void what_is_taken_apart_is_put_together_again(String text) {
        assertThat(JsonText.ofTree(JsonText.of(text).value())).isEqualTo(JsonText.of(text));
    }
}

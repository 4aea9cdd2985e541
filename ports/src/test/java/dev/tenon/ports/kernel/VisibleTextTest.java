package dev.tenon.ports.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\r\n",
                "\u00A0",
                "\u200B",
                "\u200E\u200F",
                "\u2060",
                "\u00AD",
                "\uFEFF",
                "\uFE0F",
                "\u034F",
                "\u115F",
                "\u1160",
                "\u3164",
                "\uFFA0",
                "\u2800",
                "\u2028\u2029",
                "\uD83D",
                "\uDB40\uDC41"
            })
    void sees_nothing(String text) {
        assertThat(VisibleText.isIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", " \u200Bé", "\u200E日本", "\uD83D\uDE00", "अ", "\uE000"})
    void sees_something(String text) {
        assertThat(VisibleText.isIn(text)).isTrue();
    }
}

package dev.tenon.cli.plot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.cli.Stopped;
import org.junit.jupiter.api.Test;

class PngCanvasTest {

    @Test
    void a_machine_without_fonts_is_told_to_draw_SVG() {
        for (Error error : new Error[] {
            new Error("Probable fatal error: No physical fonts found."),
            new InternalError("Fontconfig head is null"),
            new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
            new NoClassDefFoundError("Could not initialize class sun.font.SunFontManager")
        }) {
            assertThatThrownBy(() -> PngCanvas.requireFonts(() -> {
                        throw error;
                    }))
                    .isInstanceOf(Stopped.class)
                    .hasMessageContaining(".svg");
        }
        assertThatCode(() -> PngCanvas.requireFonts(() -> {})).doesNotThrowAnyException();
    }

    @Test
    void what_has_nothing_to_do_with_fonts_is_passed_on() {
        OutOfMemoryError full = new OutOfMemoryError("Java heap space");

        assertThatThrownBy(() -> PngCanvas.requireFonts(() -> {
                    throw full;
                }))
                .isSameAs(full);
    }
}

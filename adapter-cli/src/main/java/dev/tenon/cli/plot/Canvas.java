package dev.tenon.cli.plot;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** What a plot is drawn on; positions and sizes in pixels from the upper left corner, colours as {@code #rrggbb}. */
interface Canvas {

    /** Which point of a text its position names. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * A filled rectangle.
     *
     * @param colour {@code null} for one that is only pointed at
     * @param says what it says to who points at it or cannot see it; {@code null} for nothing
     */
    void rectangle(double x, double y, double width, double height, @Nullable String colour, @Nullable String says);

    /** A line from left to right. */
    void rule(double x, double y, double width, String colour);

    /** A line of text on this base line. */
    void text(double x, double y, String text, int size, boolean bold, Anchor anchor, String colour);

    /** Writes the picture; leaves the stream open. */
    void write(OutputStream out) throws IOException;
}

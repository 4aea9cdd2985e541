package dev.tenon.extraction;

import dev.tenon.ports.documents.Processing;
import java.io.Writer;

/** A text that grows to as many characters as are kept, and no further. */
final class BoundedText extends Writer {

    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int offset, int length) {
        text.append(characters, offset, Math.min(length, room()));
    }

    void add(String more) {
        text.append(more, 0, Math.min(more.length(), room()));
    }

    private int room() {
        return Processing.MOST_TEXT - text.length();
    }

    boolean isFull() {
        return room() == 0;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}

package dev.tenon.extraction;

import dev.tenon.ports.documents.Processing;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the two processes say to one another: a file to read, and what came of it. Nothing is believed to be as long as it says. */
final class Frames {

    private static final int READ = 1;
    private static final int UNREADABLE = 2;
    private static final int MOST_WORDS = 4_096;
    private static final int MOST_TEXT = Processing.MOST_TEXT * 4;

    private Frames() {}

    static void ask(DataOutputStream to, String mediaType, String file) throws IOException {
        write(to, mediaType.getBytes(StandardCharsets.UTF_8));
        write(to, file.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    static String words(DataInputStream from) throws IOException {
        return new String(read(from, MOST_WORDS), StandardCharsets.UTF_8);
    }

    static void answer(DataOutputStream to, Reading reading) throws IOException {
        String language = reading.language();
        Integer pages = reading.pages();
        byte[] thumbnail = reading.thumbnail();
        to.writeByte(READ);
        write(to, reading.text().getBytes(StandardCharsets.UTF_8));
        write(to, (language == null ? "" : language).getBytes(StandardCharsets.UTF_8));
        to.writeInt(pages == null ? -1 : pages);
        write(to, thumbnail.length > Limits.MOST_THUMBNAIL ? new byte[0] : thumbnail);
        to.flush();
    }

    static void refuse(DataOutputStream to, Unreadable why) throws IOException {
        to.writeByte(UNREADABLE);
        write(to, String.valueOf(why.getMessage()).getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    static Reading answer(DataInputStream from) throws IOException, Unreadable {
        int kind = from.readByte();
        if (kind == UNREADABLE) {
            throw new Unreadable(words(from));
        }
        if (kind != READ) {
            throw new IOException("An answer begins with " + kind);
        }
        String text = new String(read(from, MOST_TEXT), StandardCharsets.UTF_8);
        String language = words(from);
        int pages = from.readInt();
        byte[] thumbnail = read(from, Limits.MOST_THUMBNAIL);
        return Reading.of(text).in(language).withPages(pages < 0 ? null : pages).withThumbnail(thumbnail);
    }

    private static void write(DataOutputStream to, byte[] bytes) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static byte[] read(DataInputStream from, int most) throws IOException {
        int length = from.readInt();
        if (length < 0 || length > most) {
            throw new IOException("An answer of " + length + " bytes is too long");
        }
        byte[] bytes = new byte[length];
        from.readFully(bytes);
        return bytes;
    }
}

package dev.tenon.rest.documents;

import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.rest.http.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Several ranges of a file as one body (RFC 9110 section 14.6): one part after the other, the next opened when it is its turn. */
final class MultipartRanges extends InputStream {

    /** Heads that were not sent yet, each before the range at the same place; at last the end. */
    private final Deque<byte[]> heads;

    private final Deque<ByteRange> ranges;
    private final DocumentContent content;
    private byte[] head;
    private int sentOfHead;
    private @Nullable InputStream source;
    private long left;

    private MultipartRanges(List<byte[]> heads, List<ByteRange> ranges, DocumentContent content) {
        this.heads = new ArrayDeque<>(heads);
        this.ranges = new ArrayDeque<>(ranges);
        this.content = content;
        this.head = this.heads.remove();
        // What cannot be read at all is said before anything is sent.
        openNext();
    }

    /** The answer with these ranges, of which there are at least two. */
    static Answer answer(DocumentContent content, List<ByteRange> ranges) {
        // Nobody who chose the file's bytes can know it.
        String boundary = UUID.randomUUID().toString();
        List<byte[]> heads = heads(content, ranges, boundary);
        long length = heads.stream().mapToLong(each -> each.length).sum()
                + ranges.stream().mapToLong(ByteRange::length).sum();
        return Answer.stream(
                206,
                "multipart/byteranges; boundary=" + boundary,
                length,
                () -> new MultipartRanges(heads, ranges, content));
    }

    private static List<byte[]> heads(DocumentContent content, List<ByteRange> ranges, String boundary) {
        String type = content.document().mediaType();
        long size = content.document().fileSize();
        List<String> heads = new ArrayList<>();
        for (ByteRange range : ranges) {
            heads.add("%s--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                    .formatted(heads.isEmpty() ? "" : "\r\n", boundary, type, range.of(size)));
        }
        heads.add("\r\n--" + boundary + "--\r\n");
        return heads.stream()
                .map(each -> each.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (sentOfHead == head.length && source != null && left == 0) {
            turn();
        }
        if (sentOfHead < head.length) {
            int count = Math.min(length, head.length - sentOfHead);
            System.arraycopy(head, sentOfHead, bytes, offset, count);
            sentOfHead += count;
            return count;
        }
        return source == null ? -1 : readSource(source, bytes, offset, length);
    }

    private int readSource(InputStream from, byte[] bytes, int offset, int length) throws IOException {
        int count = from.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("A range ended " + left + " bytes early");
        }
        left -= count;
        return count;
    }

    private void turn() throws IOException {
        close();
        head = heads.remove();
        sentOfHead = 0;
        try {
            openNext();
        } catch (Refusal unreadable) {
            throw new IOException("A range cannot be read", unreadable);
        }
    }

    private void openNext() {
        ByteRange range = ranges.poll();
        if (range != null) {
            left = range.length();
            source = content.bytes().open(range.first(), range.length());
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = source;
        source = null;
        if (open != null) {
            open.close();
        }
    }
}

package dev.tenon.blob.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Bytes of an object. If the connection breaks on the way they are asked for again from there on, a few times. */
final class ObjectRange extends InputStream {

    /** Opens the object from this byte on; what is behind the end of the range does not come. */
    @FunctionalInterface
    interface Opener {
        ResponseInputStream<GetObjectResponse> from(long offset) throws IOException;
    }

    private static final int MOST_RESUMES = 3;

    private final Opener opener;
    private final String name;
    private ResponseInputStream<GetObjectResponse> source;
    private long position;
    private long left;
    private int resumes;

    private ObjectRange(Opener opener, String name, ResponseInputStream<GetObjectResponse> source, long position) {
        this.opener = opener;
        this.name = name;
        this.source = source;
        this.position = position;
        this.left = source.response().contentLength();
    }

    static InputStream open(String name, long offset, Opener opener) throws IOException {
        return new ObjectRange(opener, name, opener.from(offset), offset);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (left > 0) {
            try {
                int read = source.read(target, offset, (int) Math.min(length, left));
                if (read > 0) {
                    position += read;
                    left -= read;
                    return read;
                }
                throw new EOFException(name + " broke off at byte " + position);
            } catch (IOException broken) {
                resume(broken);
            }
        }
        return -1;
    }

    private void resume(IOException broken) throws IOException {
        if (resumes == MOST_RESUMES) {
            throw broken;
        }
        resumes++;
        source.abort();
        source = opener.from(position);
        if (source.response().contentLength() != left) {
            source.abort();
            throw new IOException(name + " changed while it was read", broken);
        }
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(left, source.available());
    }

    /** What nobody wants to read does not come: the connection ends. */
    @Override
    public void close() throws IOException {
        if (left > 0) {
            source.abort();
        } else {
            source.close();
        }
    }
}

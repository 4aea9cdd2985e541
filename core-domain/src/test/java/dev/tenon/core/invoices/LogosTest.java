package dev.tenon.core.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.NewDocument;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogosTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");
    private final Logos logos = new Logos(house.storage.documents(), house.blobs);

    @Test
    void shows_a_small_png_and_a_small_jpeg() {
        assertThat(logos.of(stored(png(200, 60))))
                .hasValueSatisfying(address -> assertThat(address).startsWith("data:image/png;base64,iVBORw0KGgo"));
        assertThat(logos.of(stored(jpeg(200, 60))))
                .hasValueSatisfying(address -> assertThat(address).startsWith("data:image/jpeg;base64,/9j/"));
    }

    @Test
    void leaves_out_what_would_fill_the_memory_or_is_no_picture() {
        assertThat(logos.of(stored(png(30_000, 30_000)))).isEmpty();
        assertThat(logos.of(stored(jpeg(200, 60_000)))).isEmpty();
        assertThat(logos.of(stored(new byte[Logos.LARGEST + 1]))).isEmpty();
        assertThat(logos.of(stored("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
        assertThat(logos.of(stored(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0})))
                .isEmpty();
    }

    @Test
    void leaves_out_what_is_gone() {
        DocumentId logo = stored(png(10, 10));
        house.tenon.documents().delete(ana, logo, Expected.any());

        assertThat(logos.of(logo)).isEmpty();
        assertThat(logos.of(null)).isEmpty();
        assertThat(logos.of(new DocumentId(Fixtures.anId()))).isEmpty();
    }

    private DocumentId stored(byte[] bytes) {
        Document document = house.tenon
                .documents()
                .upload(ana, new NewDocument("logo", null, (long) bytes.length, new ByteArrayInputStream(bytes)));
        return document.id();
    }

    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(64)
                .putLong(0x89504e470d0a1a0aL)
                .putInt(13)
                .putInt(0x49484452)
                .putInt(width)
                .putInt(height)
                .array();
    }

    /** An application segment, then the first frame. */
    private static byte[] jpeg(int width, int height) {
        return ByteBuffer.allocate(64)
                .putShort((short) 0xffd8)
                .putShort((short) 0xffe0)
                .putShort((short) 4)
                .putShort((short) 0)
                .putShort((short) 0xffc2)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .array();
    }
}

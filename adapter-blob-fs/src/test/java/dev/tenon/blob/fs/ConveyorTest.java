package dev.tenon.blob.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ConveyorTest {

    private static final int BUFFER = 256 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 4 * BUFFER, 5 * BUFFER + 7, 23 * BUFFER})
    void every_byte_is_used_once_and_in_order(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        ByteArrayOutputStream used = new ByteArrayOutputStream();

        long count = Conveyor.run(new ByteArrayInputStream(content), (bytes, length) -> used.write(bytes, 0, length));

        assertThat(count).isEqualTo(size);
        assertThat(used.toByteArray()).isEqualTo(content);
    }

    @Test
    void a_failure_of_the_use_ends_the_reading() {
        AtomicLong read = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return 0;
            }
        };

        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> Conveyor.run(endless, (bytes, length) -> {
                    throw new FileNotFoundException("the disk is gone");
                }));

        assertThat(read.get()).isLessThanOrEqualTo(6L * BUFFER);
    }

    @Test
    void a_failure_of_the_content_ends_the_use() {
        AtomicLong used = new AtomicLong();
        InputStream breaksOff = new InputStream() {
            private int read;

            @Override
            public int read() {
                if (read == 3 * BUFFER + 5) {
                    throw new IllegalArgumentException("the client is gone");
                }
                read++;
                return 0;
            }
        };

        assertThatThrownBy(() -> Conveyor.run(breaksOff, (bytes, length) -> used.addAndGet(length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the client is gone");

        assertThat(used.get()).isEqualTo(3L * BUFFER);
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_use_that_does_not_end() {
        Semaphore goesOn = new Semaphore(0);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> Conveyor.run(endless, (bytes, length) -> goesOn.acquireUninterruptibly()));

        assertThat(Thread.interrupted()).isTrue();
        goesOn.release(100);
    }
}

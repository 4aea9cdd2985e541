package dev.tenon.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documents over HTTP against a plain copy of the file that is forced to the same disk, with a small heap. */
record UploadMeasure(Bench bench) {

    private static final int MEBIBYTE = 1 << 20;
    private static final int SMALL = 64;
    private static final int LARGE = 512;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;
    private static final Pattern HEAP_USED = Pattern.compile("(?m)^jvm_heap_used_bytes ([0-9.E+]+)$");

    void addTo(Table table) throws IOException, SQLException, InterruptedException {
        Path small = file("small", SMALL);
        try (ServerProcess tenon = bench.startTenon("-Xmx128m", false)) {
            Session session = bench.signIn(tenon.port());
            bench.database().liftLimits();
            double[] uploads = new double[ROUNDS];
            double[] copies = new double[ROUNDS];
            double[] ratios = new double[ROUNDS];
            for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
                copy(small);
                upload(tenon, session, small);
            }
            for (int round = 0; round < ROUNDS; round++) {
                copies[round] = copy(small);
                uploads[round] = upload(tenon, session, small);
                ratios[round] = copies[round] / uploads[round];
            }
            table.add("upload of 64 MiB / forced copy", rate(uploads), rate(copies), Duel.median(ratios), 0.5);

            Path large = file("large", LARGE);
            HeapPeak peak = HeapPeak.watch(tenon.port(), session);
            double seconds = upload(tenon, session, large);
            table.bound("heap's peak in an upload of 512 MiB (-Xmx128m)", (double) peak.end() / MEBIBYTE, "MiB", 128);
            table.note("  that upload", "%.0f MiB/s".formatted(LARGE / seconds), "", Double.NaN);
        }
    }

    private static String rate(double... seconds) {
        return "%.0f MiB/s".formatted(SMALL / Duel.median(seconds));
    }

    private Path file(String name, int mebibytes) throws IOException {
        Path file = bench.folder().resolve(name + ".bin");
        Random random = new Random(7);
        byte[] block = new byte[MEBIBYTE];
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int count = 0; count < mebibytes; count++) {
                random.nextBytes(block);
                out.write(ByteBuffer.wrap(block));
            }
            out.force(true);
        }
        return file;
    }

    /** Seconds for a copy that is on the disk. */
    private double copy(Path file) throws IOException {
        Path copy = bench.folder().resolve("data").resolve("copy.bin");
        long began = System.nanoTime();
        Files.copy(file, copy);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Files.delete(copy);
        return seconds;
    }

    /** Seconds until the document is confirmed. */
    private double upload(ServerProcess tenon, Session session, Path file) throws IOException, InterruptedException {
        String answer;
        long began = System.nanoTime();
        try (SocketChannel socket =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), tenon.port()));
                FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = content.size();
            String head = "POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + session.header()
                    + "Content-Type: application/octet-stream\r\n"
                    + "Content-Disposition: attachment; filename=\"measured.bin\"\r\nContent-Length: " + size
                    + "\r\n\r\n";
            socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            for (long sent = 0; sent < size; ) {
                sent += content.transferTo(sent, size - sent, socket);
            }
            answer = new String(socket.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!answer.startsWith("HTTP/1.1 201")) {
            throw new IllegalStateException("The upload was answered " + answer);
        }
        session.delete(tenon.port(), "/v1/documents/" + Session.text(answer, "id"));
        return seconds;
    }

    /** Asks the server's metrics for its heap until told to stop. */
    private static final class HeapPeak {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final AtomicLong highest = new AtomicLong();
        private final Thread thread;

        private HeapPeak(int port, Session session) {
            this.thread = Thread.ofPlatform().daemon().unstarted(() -> look(port, session));
        }

        static HeapPeak watch(int port, Session session) {
            HeapPeak peak = new HeapPeak(port, session);
            peak.thread.start();
            return peak;
        }

        /** Bytes. */
        long end() throws InterruptedException {
            ended.set(true);
            thread.join();
            return highest.get();
        }

        private void look(int port, Session session) {
            try {
                while (!ended.get()) {
                    Matcher used = HEAP_USED.matcher(session.get(port, "/metrics"));
                    if (used.find()) {
                        highest.accumulateAndGet((long) Double.parseDouble(used.group(1)), Math::max);
                    }
                    Thread.sleep(20);
                }
            } catch (IOException gone) {
                throw new IllegalStateException("The metrics cannot be read", gone);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

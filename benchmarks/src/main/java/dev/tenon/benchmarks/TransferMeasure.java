package dev.tenon.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Documents up and down beside nginx (BSD, the machine's own) that stores files by PUT and hands them out by GET, on the same disk, by
 * the same client, in turns. nginx neither forces a file to the disk nor knows of accounts, quotas and digests.
 */
record TransferMeasure(Bench bench) {

    private static final int KIBIBYTE = 1 << 10;
    private static final int MEBIBYTE = 1 << 20;
    private static final int WARM_UPS = 5;
    private static final long LONGEST_START_NANOS = 10_000_000_000L;
    private static final long LONGEST_STOP_SECONDS = 10;

    /** Somebody who takes files and gives them back. */
    private interface Place {

        /** Stores the file; returns its address. */
        String put(Path file) throws IOException;

        /** Reads what is at an address; returns how many bytes it was. */
        long get(String address) throws IOException;

        void delete(String address) throws IOException, InterruptedException;
    }

    void addTo(Table table) throws IOException, SQLException, InterruptedException {
        Path folder = bench.folder().resolve("nginx");
        Files.createDirectories(folder.resolve("files"));
        int port = freePort();
        Process nginx = startNginx(folder, port);
        try (ServerProcess tenon = bench.startTenon("-Xmx128m", false)) {
            Session session = bench.signIn(tenon.port());
            bench.database().liftLimits();
            Place theirs = new Nginx(port);
            Place ours = new Tenon(tenon.port(), session);
            compare(table, ours, theirs, MEBIBYTE, 40, "1 MiB");
            compare(table, ours, theirs, 64 * MEBIBYTE, 5, "64 MiB");
        } finally {
            nginx.destroy();
            nginx.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void compare(Table table, Place ours, Place theirs, int size, int rounds, String title)
            throws IOException, InterruptedException {
        Path file = file(size);
        double[][] seconds = new double[4][rounds];
        for (int round = -WARM_UPS; round < rounds; round++) {
            double[] theirRound = turn(theirs, file, size);
            double[] ourRound = turn(ours, file, size);
            if (round >= 0) {
                seconds[0][round] = ourRound[0];
                seconds[1][round] = theirRound[0];
                seconds[2][round] = ourRound[1];
                seconds[3][round] = theirRound[1];
            }
        }
        add(table, "upload of " + title + " / nginx PUT", size, seconds[0], seconds[1]);
        add(table, "download of " + title + " / nginx GET", size, seconds[2], seconds[3]);
        Files.delete(file);
    }

    private static void add(Table table, String measure, int size, double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        for (int round = 0; round < ours.length; round++) {
            ratios[round] = theirs[round] / ours[round];
        }
        table.note(measure, rate(size, ours), rate(size, theirs), Duel.median(ratios));
    }

    private static String rate(int size, double... seconds) {
        return "%.0f MiB/s".formatted(size / (double) MEBIBYTE / Duel.median(seconds));
    }

    /** Seconds up, and seconds down. */
    private static double[] turn(Place place, Path file, int size) throws IOException, InterruptedException {
        long began = System.nanoTime();
        String address = place.put(file);
        double up = (System.nanoTime() - began) / 1e9;
        began = System.nanoTime();
        long read = place.get(address);
        double down = (System.nanoTime() - began) / 1e9;
        if (read != size) {
            throw new IllegalStateException("Of " + size + " bytes " + read + " came back");
        }
        place.delete(address);
        return new double[] {up, down};
    }

    private Path file(int size) throws IOException {
        Path file = bench.folder().resolve("transfer.bin");
        byte[] bytes = new byte[MEBIBYTE];
        Random random = new Random(11);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int written = 0; written < size; written += MEBIBYTE) {
                random.nextBytes(bytes);
                out.write(bytes);
            }
        }
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process startNginx(Path folder, int port) throws IOException, InterruptedException {
        Path config = folder.resolve("nginx.conf");
        Files.writeString(config, """
                daemon off;
                user root;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    sendfile on;
                    client_max_body_size 0;
                    client_body_temp_path %1$s/incoming;
                    server {
                        listen 127.0.0.1:%2$d;
                        root %1$s/files;
                        dav_methods PUT DELETE;
                    }
                }
                """.formatted(folder, port));
        Process nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        long until = System.nanoTime() + LONGEST_START_NANOS;
        while (true) {
            try (Socket ready = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return nginx;
            } catch (IOException notYet) {
                if (!nginx.isAlive() || System.nanoTime() > until) {
                    nginx.destroy();
                    throw new IllegalStateException(
                            "nginx does not start: " + Files.readString(folder.resolve("out.log")), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private record Nginx(int port) implements Place {

        @Override
        public String put(Path file) throws IOException {
            String address = "/measured.bin";
            sent(port, "PUT " + address + " HTTP/1.1\r\n", file, "HTTP/1.1 20");
            return address;
        }

        @Override
        public long get(String address) throws IOException {
            return received(port, "GET " + address + " HTTP/1.1\r\n");
        }

        @Override
        public void delete(String address) throws IOException {
            asked(port, "DELETE " + address + " HTTP/1.1\r\n", "HTTP/1.1 20");
        }
    }

    private record Tenon(int port, Session session) implements Place {

        @Override
        public String put(Path file) throws IOException {
            String head = "POST /v1/documents HTTP/1.1\r\n" + session.header()
                    + "Content-Type: application/octet-stream\r\n"
                    + "Content-Disposition: attachment; filename=\"measured.bin\"\r\n";
            return "/v1/documents/" + Session.text(sent(port, head, file, "HTTP/1.1 201"), "id");
        }

        @Override
        public long get(String address) throws IOException {
            return received(port, "GET " + address + "/content HTTP/1.1\r\n" + session.header());
        }

        @Override
        public void delete(String address) throws IOException, InterruptedException {
            session.delete(port, address);
            session.delete(port, address.replace("/v1/documents/", "/v1/trash/"));
        }
    }

    private static SocketChannel connected(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static String sent(int port, String head, Path file, String expected) throws IOException {
        try (SocketChannel socket = connected(port);
                FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = content.size();
            write(socket, head + "Content-Length: " + size + "\r\n");
            for (long sent = 0; sent < size; ) {
                sent += content.transferTo(sent, size - sent, socket);
            }
            return answered(socket, expected);
        }
    }

    private static void asked(int port, String head, String expected) throws IOException {
        try (SocketChannel socket = connected(port)) {
            write(socket, head);
            answered(socket, expected);
        }
    }

    private static void write(SocketChannel socket, String head) throws IOException {
        String whole = head + "Host: localhost\r\nConnection: close\r\n\r\n";
        socket.write(ByteBuffer.wrap(whole.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String answered(SocketChannel socket, String expected) throws IOException {
        String answer = new String(socket.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!answer.startsWith(expected)) {
            throw new IllegalStateException("A transfer was answered " + answer);
        }
        return answer;
    }

    /** How many bytes the body of the answer has. */
    private static long received(int port, String head) throws IOException {
        try (SocketChannel socket = connected(port)) {
            write(socket, head);
            InputStream in = socket.socket().getInputStream();
            byte[] buffer = new byte[64 * KIBIBYTE];
            StringBuilder start = new StringBuilder();
            int end = -1;
            long total = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                total += read;
                if (end < 0) {
                    start.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    end = start.indexOf("\r\n\r\n");
                }
            }
            if (!start.toString().startsWith("HTTP/1.1 200") || end < 0) {
                throw new IllegalStateException("A download was answered " + start);
            }
            return total - end - 4;
        }
    }
}

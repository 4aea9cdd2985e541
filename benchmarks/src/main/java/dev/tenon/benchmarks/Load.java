package dev.tenon.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Requests over connections that are kept alive, the next on each as soon as the last is answered. One thread and little
 * work per request, so that the client takes no part of the cores that the servers are measured on.
 */
final class Load {

    private static final int TOO_BUSY = 503;
    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    /** The JIT compiler has seen enough when the rate has not risen for so many seconds, by so much. */
    private static final int STEADY_SECONDS = 3;

    private static final double RISE = 1.04;
    private static final int LONGEST_WARM_UP_SECONDS = 15;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final int port;
    private final int connections;
    private final int expectedStatus;
    private final Supplier<byte[]> requests;
    private boolean isWarm;

    private Load(int port, int connections, int expectedStatus, Supplier<byte[]> requests) {
        this.port = port;
        this.connections = connections;
        this.expectedStatus = expectedStatus;
        this.requests = requests;
    }

    /** The same request again and again, with each of these headers in turn; {@code headers} are whole lines. */
    static Load get(int port, String path, List<String> headers, int connections) {
        List<byte[]> requests = headers.stream()
                .map(each -> bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + each + "\r\n"))
                .toList();
        return new Load(port, connections, 200, inTurn(requests));
    }

    /** A body of its own for each request, which is answered 201; headers as above. */
    static Load post(int port, String path, List<String> headers, Supplier<String> bodies, int connections) {
        Supplier<String> heads = inTurn(headers.stream()
                .map(each -> "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + each + "Content-Length: ")
                .toList());
        return new Load(port, connections, 201, () -> {
            String body = bodies.get();
            return bytes(heads.get() + body.length() + "\r\n\r\n" + body);
        });
    }

    private static <T> Supplier<T> inTurn(List<T> values) {
        AtomicInteger next = new AtomicInteger();
        return () -> values.get(Math.floorMod(next.getAndIncrement(), values.size()));
    }

    /**
     * What came of it.
     *
     * @param requests how many were answered as they should be
     * @param refused how many were answered 503
     * @param time until the last answer
     */
    record Sample(long requests, long refused, Duration time) {

        double perSecond() {
            return requests * 1e9 / time.toNanos();
        }
    }

    /** Sends requests until the rate rises no more; does nothing the next time. */
    void warmUp() throws IOException {
        double best = 0;
        int steady = 0;
        for (int second = 0; !isWarm && second < LONGEST_WARM_UP_SECONDS; second++) {
            double rate = run(A_SECOND, Long.MAX_VALUE).perSecond();
            steady = rate < best * RISE ? steady + 1 : 0;
            best = Math.max(best, rate);
            isWarm = steady == STEADY_SECONDS;
        }
        isWarm = true;
    }

    /** Sends requests for so long, but not more than so many. */
    Sample run(Duration duration, long most) throws IOException {
        try (Selector selector = Selector.open()) {
            long began = System.nanoTime();
            Round round = new Round(began + duration.toNanos(), most);
            for (int count = 0; count < connections; count++) {
                SocketChannel channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                Conversation conversation = new Conversation(channel);
                channel.register(selector, SelectionKey.OP_READ, conversation);
                conversation.ask(round);
            }
            try {
                while (round.underWay > 0) {
                    if (selector.select(LONGEST_ANSWER.toMillis()) == 0) {
                        throw new IllegalStateException("No answer within " + LONGEST_ANSWER.toSeconds() + " s");
                    }
                    for (SelectionKey key : selector.selectedKeys()) {
                        ((Conversation) key.attachment()).listen(round);
                    }
                    selector.selectedKeys().clear();
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
            return new Sample(round.answered, round.refused, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private static final class Round {
        private final long ends;
        private final long most;
        private long asked;
        private long answered;
        private long refused;
        private int underWay;

        private Round(long ends, long most) {
            this.ends = ends;
            this.most = most;
        }

        private boolean goesOn() {
            return asked < most && System.nanoTime() < ends;
        }
    }

    /** One connection. */
    private final class Conversation {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private int length;

        private Conversation(SocketChannel channel) {
            this.channel = channel;
        }

        private void ask(Round round) throws IOException {
            if (!round.goesOn()) {
                return;
            }
            round.asked++;
            round.underWay++;
            answer.clear();
            length = 0;
            ByteBuffer request = ByteBuffer.wrap(requests.get());
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        private void listen(Round round) throws IOException {
            if (channel.read(answer) < 0) {
                throw new IllegalStateException("The server closed a connection: " + text());
            }
            if (length == 0) {
                length = wholeLength();
            }
            if (length > 0 && answer.position() >= length) {
                int status = Integer.parseInt(text().substring(9, 12));
                if (status == expectedStatus) {
                    round.answered++;
                } else if (status == TOO_BUSY) {
                    round.refused++;
                } else {
                    throw new IllegalStateException("Not the expected answer: " + text());
                }
                round.underWay--;
                ask(round);
            }
        }

        /** Of headers and body; 0 as long as the headers have not ended. */
        private int wholeLength() {
            byte[] bytes = answer.array();
            int line = 0;
            int body = 0;
            for (int index = 0; index + 1 < answer.position(); index++) {
                if (bytes[index] == '\r' && bytes[index + 1] == '\n') {
                    if (index == line) {
                        return index + 2 + body;
                    }
                    // only one header that begins with a C has a hyphen there and an L after it
                    if ((bytes[line] | 0x20) == 'c' && index - line > 15 && (bytes[line + 8] | 0x20) == 'l') {
                        body = number(bytes, line + 15, index);
                    }
                    line = index + 2;
                }
            }
            return 0;
        }

        private static int number(byte[] bytes, int from, int to) {
            int number = 0;
            for (int index = from; index < to; index++) {
                if (bytes[index] != ' ') {
                    number = number * 10 + bytes[index] - '0';
                }
            }
            return number;
        }

        private String text() {
            return new String(answer.array(), 0, Math.min(answer.position(), 600), StandardCharsets.US_ASCII);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

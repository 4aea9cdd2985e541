package dev.tenon.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookAnswer;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookCall;
import dev.tenon.ports.webhooks.spi.WebhookSender.WebhookFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import okhttp3.Dns;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkHttpWebhookSenderTest {

    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HeldCertificate ROOT =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate LEAF = new HeldCertificate.Builder()
            .addSubjectAlternativeName("hooks.example.org")
            .signedBy(ROOT)
            .build();
    private static final ServerSocketFactory PLAIN = ServerSocketFactory.getDefault();
    private static final ServerSocketFactory TLS = new HandshakeCertificates.Builder()
            .heldCertificate(LEAF)
            .build()
            .sslContext()
            .getServerSocketFactory();

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> looked = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    // ---- what is sent

    @Test
    void sends_the_body_with_its_headers_and_gives_the_status() throws Exception {
        Receiver receiver = sending(PLAIN, NO_CONTENT);

        WebhookAnswer answer = allowing(receiver).call(call(url("http", "localhost", receiver), "{\"a\": \"ü\"}"));

        assertThat(answer).isEqualTo(new WebhookAnswer(204, null));
        Receiver.Request request = receiver.requests().get(0);
        assertThat(request.head()).startsWith("POST /tenon?a=b HTTP/1.1\r\n");
        assertThat(request.header("webhook-id")).isEqualTo("1");
        assertThat(request.header("host")).isEqualTo("localhost:" + receiver.port());
        assertThat(request.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.header("user-agent")).isEqualTo("Tenon-Webhooks");
        assertThat(request.header("accept-encoding")).isEqualTo("identity");
        assertThat(request.body()).isEqualTo("{\"a\": \"ü\"}");
    }

    @Test
    void each_call_has_a_connection_of_its_own_and_leaves_it() throws Exception {
        CountDownLatch left = new CountDownLatch(20);
        Receiver receiver = opened(new Receiver(PLAIN, (out, in) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            if (in.read() < 0) {
                left.countDown();
            }
        }));
        OkHttpWebhookSender sender = allowing(receiver);

        for (int call = 0; call < 20; call++) {
            assertThat(sender.call(call(url("http", "localhost", receiver), "{}")))
                    .isEqualTo(new WebhookAnswer(200, null));
        }

        assertThat(left.await(5, TimeUnit.SECONDS)).as("none is kept").isTrue();
        assertThat(receiver.requests())
                .hasSize(20)
                .allSatisfy(request -> assertThat(request.header("connection")).isEqualTo("close"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
                ""
            })
    void an_event_is_said_once_a_try(String answer) throws Exception {
        Receiver receiver = sending(PLAIN, answer);
        OkHttpWebhookSender sender =
                sender("localhost:" + receiver.port(), name -> addresses("127.0.0.1", "127.0.0.1"));

        if (answer.isEmpty()) {
            assertThat(failure(sender, url("http", "localhost", receiver))).contains("ended the connection");
        } else {
            assertThat(sender.call(call(url("http", "localhost", receiver), "{}"))
                            .status())
                    .isEqualTo(Integer.parseInt(answer.substring(9, 12)));
        }

        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_name_of_which_one_address_does_not_listen_is_called_at_another() throws Exception {
        Receiver receiver = sending(PLAIN, NO_CONTENT);
        OkHttpWebhookSender sender =
                sender("localhost:" + receiver.port(), name -> addresses("127.0.0.2", "127.0.0.1"));

        assertThat(sender.call(call(url("http", "localhost", receiver), "{}")).status())
                .isEqualTo(204);
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void I4_speaks_tls_to_the_address_that_was_looked_up_once_under_the_name() throws Exception {
        Receiver receiver = sending(TLS, NO_CONTENT);
        OkHttpWebhookSender sender = guarded("127.0.0.0/8", "127.0.0.1");

        WebhookAnswer answer = sender.call(call(url("https", "hooks.example.org", receiver), "{}"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(looked).containsExactly("hooks.example.org");
        assertThat(receiver.requests().get(0).header("host")).isEqualTo("hooks.example.org:" + receiver.port());
    }

    @Test
    void I4_refuses_a_certificate_that_is_not_good_for_the_name() throws Exception {
        Receiver receiver = sending(TLS, NO_CONTENT);
        OkHttpWebhookSender sender = guarded("127.0.0.0/8", "127.0.0.1");

        assertThat(failure(sender, url("https", "other.example.org", receiver))).contains("certificate");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void I4_refuses_a_certificate_that_nobody_vouches_for() throws Exception {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("hooks.example.org")
                .build();
        ServerSocketFactory selfSigned = new HandshakeCertificates.Builder()
                .heldCertificate(own)
                .build()
                .sslContext()
                .getServerSocketFactory();
        Receiver receiver = sending(selfSigned, NO_CONTENT);

        assertThat(failure(guarded("127.0.0.0/8", "127.0.0.1"), url("https", "hooks.example.org", receiver)))
                .contains("certificate");
    }

    // ---- whom it never calls

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "169.254.169.254", "::ffff:7f00:1", "::1", "10.0.0.7", "64:ff9b::7f00:1", "fd00::1"
            })
    void I4_a_name_that_leads_into_a_network_of_its_own_is_not_called(String address) throws Exception {
        Receiver receiver = sending(TLS, NO_CONTENT);

        String failure = failure(guarded("", address), url("https", "hooks.example.org", receiver));

        assertThat(failure).contains("not public");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void I4_one_address_that_is_not_public_among_others_is_enough() throws Exception {
        Receiver receiver = sending(TLS, NO_CONTENT);

        assertThat(failure(guarded("", "1.1.1.1", "127.0.0.1"), url("https", "hooks.example.org", receiver)))
                .contains("not public");
    }

    @Test
    void I4_a_name_that_means_another_machine_the_second_time_is_looked_up_once_a_call() throws Exception {
        Receiver receiver = sending(TLS, NO_CONTENT);
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.2", "127.0.0.1"));
        OkHttpWebhookSender sender = sender("127.0.0.2", name -> addresses(answers.removeFirst()));

        // Allowed at the first look and connected to there, where nobody listens; the second look is the next call's.
        assertThat(failure(sender, url("https", "hooks.example.org", receiver))).contains("could not be reached");
        assertThat(looked).hasSize(1);
        assertThat(failure(sender, url("https", "hooks.example.org", receiver))).contains("not public");
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[fd00:ec2::254]/",
                "https://0.0.0.0/",
                "https://localhost/",
                "https://localhost./",
                "https://LOCALHOST/",
                "https://a.localhost/",
                "https://metadata.google.internal/",
                "https://printer.local/",
                "https://intranet/",
                "https://2130706433/",
                "https://0x7f000001/",
                "http://hooks.example.org/",
                "https://hooks.example.org:22/",
                "https://hooks.example.org:25/",
                "https://hooks.example.org:0/",
                "https://127.0.0.001/",
                "https://127.0.0.01/",
                "https://010.0.0.1/",
                "https://169.254.169.0254/",
                "https://127.0.0.1./",
                "https://127.1/",
                "https://1.1.1.01/",
                "https://0177.0.0.1/"
            })
    void I4_objects_to_addresses_that_are_never_called(String url) {
        OkHttpWebhookSender sender = OkHttpWebhookSender.toPublicReceivers();

        assertThat(sender.objection(URI.create(url))).isPresent();
        assertThatThrownBy(() -> sender.call(call(URI.create(url), "{}"))).isInstanceOf(WebhookFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.001", "127.0.0.1", "0.0.0.0", "169.254.169.0254"})
    void I4_connects_to_no_address_that_is_not_public_whoever_asks(String host) throws Exception {
        Receiver receiver = sending(PLAIN, NO_CONTENT);
        GuardedSockets sockets = new GuardedSockets(PublicAddresses::contain);

        assertThatThrownBy(() -> sockets.createSocket()
                        .connect(new InetSocketAddress(InetAddress.getByName(host), receiver.port()), 1000))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> sockets.createSocket().connect(new InetSocketAddress("127.0.0.1", receiver.port())))
                .isInstanceOf(GuardedSockets.NotPublicException.class);
        assertThatThrownBy(() -> sockets.createSocket("127.0.0.1", receiver.port()))
                .isInstanceOf(GuardedSockets.NotPublicException.class);
        assertThat(receiver.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://hooks.example.org:99999/", "https://hooks.example.org:65536/", "https://LABEL.org/"})
    void objects_to_what_cannot_be_called_at_all(String text) {
        OkHttpWebhookSender sender = OkHttpWebhookSender.toPublicReceivers();
        URI url = URI.create(text.replace("LABEL", "a".repeat(64)));

        assertThat(sender.objection(url))
                .hasValueSatisfying(why -> assertThat(why).contains("name and its port"));
        assertThatThrownBy(() -> sender.call(call(url, "{}"))).isInstanceOf(WebhookFailure.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.org/",
                "https://hooks.example.org:443/",
                "https://hooks.example.org:8443/",
                "https://1.1.1.1/",
                "https://[2606:4700::1111]/"
            })
    void has_nothing_against_public_ones(String url) {
        assertThat(OkHttpWebhookSender.toPublicReceivers().objection(URI.create(url)))
                .isEmpty();
    }

    @Test
    void I4_follows_no_redirect() throws Exception {
        Receiver inside = sending(PLAIN, NO_CONTENT);
        Receiver receiver = sending(
                PLAIN,
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:" + inside.port()
                        + "/\r\nContent-Length: 0\r\n\r\n");

        WebhookAnswer answer =
                OkHttpWebhookSender.allowing("127.0.0.0/8").call(call(url("http", "127.0.0.1", receiver), "{}"));

        assertThat(answer.status()).isEqualTo(307);
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void I4_what_is_allowed_for_one_port_is_not_for_another() throws Exception {
        Receiver receiver = sending(PLAIN, NO_CONTENT);
        OkHttpWebhookSender sender = OkHttpWebhookSender.allowing("localhost:1");

        assertThat(sender.objection(url("http", "localhost", receiver))).isPresent();
        assertThat(sender.objection(url("http", "127.0.0.1", receiver))).isPresent();
    }

    @Test
    void says_when_to_come_back() throws Exception {
        Receiver receiver = sending(PLAIN, "HTTP/1.1 429 Too Many\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n");

        assertThat(allowing(receiver).call(call(url("http", "localhost", receiver), "{}")))
                .isEqualTo(new WebhookAnswer(429, "120"));
    }

    // ---- receivers that do not behave

    @Test
    void a_receiver_that_says_nothing_costs_no_more_than_the_patience() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Receiver receiver = opened(new Receiver(PLAIN, out -> never.await()));

        assertThat(failureInTime(receiver)).contains("in time");
        never.countDown();
    }

    @Test
    void one_byte_after_another_costs_no_more_than_the_patience() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Receiver receiver = opened(new Receiver(PLAIN, out -> {
            for (char each : ("HTTP/1.1 200 OK\r\nX: " + "a".repeat(1000)).toCharArray()) {
                out.write(each);
                out.flush();
                if (end.await(100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }));

        assertThat(failureInTime(receiver)).contains("in time");
        end.countDown();
    }

    @Test
    void a_body_without_end_is_not_read_to_its_end() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        Receiver receiver = opened(new Receiver(PLAIN, out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            try {
                while (true) {
                    out.write(new byte[64 * 1024]);
                }
            } catch (IOException callerEndedIt) {
                left.countDown();
                throw callerEndedIt;
            }
        }));

        assertThat(allowing(receiver)
                        .call(call(url("http", "localhost", receiver), "{}"))
                        .status())
                .isEqualTo(200);
        assertThat(left.await(5, TimeUnit.SECONDS))
                .as("the connection was ended")
                .isTrue();
    }

    @Test
    void a_body_that_comes_drop_by_drop_is_not_waited_for() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Receiver receiver = opened(new Receiver(PLAIN, out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            for (int drop = 0; drop < 1000; drop++) {
                out.write('.');
                out.flush();
                if (end.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        }));

        long began = System.nanoTime();
        WebhookAnswer answer = allowing(receiver).call(call(url("http", "localhost", receiver), "{}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE.dividedBy(2));
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 205 Reset Content\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
            })
    void a_status_counts_although_the_answer_is_an_odd_one(String answer) throws Exception {
        Receiver receiver = sending(PLAIN, answer);

        assertThat(allowing(receiver)
                        .call(call(url("http", "localhost", receiver), "{}"))
                        .status())
                .isEqualTo(Integer.parseInt(answer.substring(9, 12)));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void headers_without_end_are_a_failure() throws Exception {
        Receiver receiver = opened(new Receiver(PLAIN, out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.ISO_8859_1));
            for (int number = 0; number < 100_000; number++) {
                out.write(("X-" + number + ": " + "a".repeat(100) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        }));

        assertThat(failure(allowing(receiver), url("http", "localhost", receiver)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 abc\r\n\r\n", "\0\0\0\0"})
    void what_is_no_answer_of_http_is_a_failure(String answer) throws Exception {
        Receiver receiver = sending(PLAIN, answer);

        assertThat(failure(allowing(receiver), url("http", "localhost", receiver)))
                .isNotEmpty();
        assertThat(receiver.requests()).as("asked once").hasSize(1);
    }

    @Test
    void a_name_that_is_not_known_is_a_failure() throws Exception {
        OkHttpWebhookSender sender = sender("", name -> {
            throw new UnknownHostException(name);
        });

        assertThat(failure(sender, URI.create("https://hooks.example.org/"))).contains("not known");
    }

    private String failureInTime(Receiver receiver) {
        long began = System.nanoTime();
        String failure = failure(
                sender("localhost:" + receiver.port(), name -> addresses("127.0.0.1")),
                url("http", "localhost", receiver));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE.multipliedBy(3));
        return failure;
    }

    private static String failure(OkHttpWebhookSender sender, URI url) {
        WebhookFailure failure = catchThrowableOfType(WebhookFailure.class, () -> sender.call(call(url, "{}")));
        assertThat(failure).as("a failure").isNotNull();
        return failure.getMessage();
    }

    private OkHttpWebhookSender allowing(Receiver receiver) {
        return sender("localhost:" + receiver.port(), name -> addresses("127.0.0.1"));
    }

    /** One for which every name has these addresses. */
    private OkHttpWebhookSender guarded(String allowed, String... addresses) {
        return sender(allowed, name -> addresses(addresses));
    }

    private OkHttpWebhookSender sender(String allowed, Dns names) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(ROOT.certificate())
                .build();
        Dns noted = name -> {
            looked.add(name);
            return names.lookup(name);
        };
        return OkHttpWebhookSender.of(allowed, noted, trust.sslSocketFactory(), trust.trustManager(), PATIENCE);
    }

    private static List<InetAddress> addresses(String... texts) {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(AddressBlock.literal(text));
        }
        return addresses;
    }

    private Receiver sending(ServerSocketFactory sockets, String answer) throws IOException {
        return opened(Receiver.sending(sockets, answer));
    }

    private Receiver opened(Receiver receiver) {
        opened.add(receiver);
        return receiver;
    }

    private static URI url(String scheme, String host, Receiver receiver) {
        return URI.create(scheme + "://" + host + ":" + receiver.port() + "/tenon?a=b");
    }

    private static WebhookCall call(URI url, String body) {
        return new WebhookCall(url, Map.of("webhook-id", "1"), body);
    }
}

package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.notifications.Notification;
import dev.tenon.ports.notifications.NotificationFeed;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

    private static final class Silent implements NotificationFeed {

        private boolean isOpen = true;

        @Override
        public Optional<Notification> next(Duration atMost) {
            return Optional.empty();
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public boolean isOpen() {
            return isOpen;
        }

        @Override
        public void close() {
            isOpen = false;
        }
    }

    @Test
    void H4_a_stream_that_comes_while_the_server_stops_is_answered_and_over_at_once() {
        OpenStreams streams = new OpenStreams();
        NotificationFeed before = streams.add(new Silent());
        streams.close();

        NotificationFeed after = streams.add(new Silent());

        assertThat(before.isOpen()).isFalse();
        assertThat(after.isOpen()).isFalse();
    }
}

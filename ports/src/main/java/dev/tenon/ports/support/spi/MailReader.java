package dev.tenon.ports.support.spi;

/** Reads mails. It computes, and fetches nothing that a mail names. Safe for use by many threads. */
@FunctionalInterface
public interface MailReader {

    /** Why something cannot be read as a mail. Says nothing of what is in it. */
    final class UnreadableMail extends Exception {

        private static final long serialVersionUID = 1L;

        public UnreadableMail(String message) {
            super(message);
        }
    }

    /** Reads a mail as servers hand it on (RFC 5322, RFC 2045); whatever it holds, it takes no more than a bounded time. */
    IncomingMail read(byte[] mail) throws UnreadableMail;
}

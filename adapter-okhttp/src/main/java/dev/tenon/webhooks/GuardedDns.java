package dev.tenon.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import okhttp3.Dns;

/**
 * Looks a name up once, and gives the addresses only if each of them may be called: the connection goes to one of these very
 * addresses, so that a name which means another machine a moment later changes nothing.
 */
record GuardedDns(Dns names, Predicate<InetAddress> mayBeCalled) implements Dns {

    /** The name leads to a machine that is not public. */
    static final class NotPublicException extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        NotPublicException() {
            super("The name leads to an address that is not public");
        }
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        List<InetAddress> addresses = List.copyOf(names.lookup(name));
        if (!addresses.stream().allMatch(mayBeCalled)) {
            throw new NotPublicException();
        }
        return addresses;
    }
}

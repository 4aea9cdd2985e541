package dev.tenon.ports.audit.spi;

import java.util.List;
import java.util.function.Consumer;
import org.apiguardian.api.API;

/** Where signed heads of the audit trail go: somewhere that does not fall with the database. Lines are added, never changed. */
@API(status = API.Status.STABLE)
public interface HeadArchive {

    /** Reads the lines of the present part, oldest first; none if there is no part yet. */
    void read(Consumer<String> line);

    /** Adds lines, durably: they are on the disk when this returns. */
    void append(List<String> lines);

    /** Puts the present part away for good, under a name of its own, and begins a new one. */
    void startAnew();
}

package dev.tenon.cli.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.tenon.ports.imports.ImportRefusal;
import dev.tenon.ports.imports.ImportedPerson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** The people of a table, a record each. */
final class CsvRecords<R> implements PeopleFile {

    private final CsvReader<R> reader;
    private final Iterator<R> records;
    private final Reading<R> reading;
    private final String formats;
    private long position;

    /** Reads records one by one; the formats that the file could have had, for whoever sends another. */
    CsvRecords(CsvReader<R> reader, Reading<R> reading, String formats) {
        this.reader = reader;
        this.records = reader.iterator();
        this.reading = reading;
        this.formats = formats;
    }

    /** Makes a person of a record, of which the first has position 1. */
    interface Reading<R> {
        ImportedPerson read(R record, long position);
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException broken) {
            throw unreadable(broken);
        }
    }

    @Override
    public ImportedPerson next() {
        try {
            R next = records.next();
            position++;
            return reading.read(next, position);
        } catch (CsvParseException | UncheckedIOException broken) {
            throw unreadable(broken);
        }
    }

    private RuntimeException unreadable(RuntimeException broken) {
        return ImportRefusal.UNREADABLE
                .because("Behind record " + position + " the file is not " + formats + ": " + broken.getMessage())
                .withCause(broken);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

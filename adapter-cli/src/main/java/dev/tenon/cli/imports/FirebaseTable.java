package dev.tenon.cli.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tenon.ports.imports.ImportRefusal;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Users as {@code firebase auth:export --format=csv} writes them: without a line of names, each field at a place of its own,
 * four for every network. Read as if the same stood there as JSON.
 */
final class FirebaseTable {

    private static final Map<Integer, String> FIELDS = Map.ofEntries(
            Map.entry(0, "localId"),
            Map.entry(1, "email"),
            Map.entry(2, "emailVerified"),
            Map.entry(3, "passwordHash"),
            Map.entry(4, "salt"),
            Map.entry(5, "displayName"),
            Map.entry(23, "createdAt"),
            Map.entry(24, "lastSignedInAt"),
            Map.entry(25, "phoneNumber"),
            Map.entry(26, "disabled"),
            Map.entry(27, "customAttributes"));

    /** Where the id at a network stands; the address there follows. */
    private static final Map<Integer, String> NETWORKS =
            new TreeMap<>(Map.of(7, "google.com", 11, "facebook.com", 15, "twitter.com", 19, "github.com"));

    /** Tools that know no claims, or neither them nor whether somebody is disabled, end a line before these. */
    private static final int FEWEST_FIELDS = 25;

    private FirebaseTable() {}

    static PeopleFile open(InputStream file, FirebasePeople people) {
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file);
        return new CsvRecords<>(reader, (record, position) -> people.of(asJson(record), position), "JSON or CSV");
    }

    private static ObjectNode asJson(CsvRecord record) {
        if (record.getFieldCount() < FEWEST_FIELDS) {
            throw ImportRefusal.UNREADABLE.because("The record at line " + record.getStartingLineNumber() + " has "
                    + record.getFieldCount() + " fields, and firebase auth:export writes at least " + FEWEST_FIELDS
                    + ". If it is a table of your own, say --from csv.");
        }
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        FIELDS.forEach((place, name) -> {
            String text = field(record, place);
            if (!text.isEmpty()) {
                user.put(name, text);
            }
        });
        ArrayNode networks = user.putArray("providerUserInfo");
        NETWORKS.forEach((place, network) -> {
            if (!field(record, place).isEmpty()) {
                networks.addObject()
                        .put("providerId", network)
                        .put("rawId", field(record, place))
                        .put("email", field(record, place + 1));
            }
        });
        return user;
    }

    private static String field(CsvRecord record, int place) {
        return place < record.getFieldCount() ? record.getField(place).strip() : "";
    }
}

package dev.tenon.cli.imports;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportRefusal;
import dev.tenon.ports.imports.ImportedPerson;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People of a table with a line of names: {@code email}, and any of {@code id}, {@code email_verified}, {@code user_name},
 * {@code first_name}, {@code last_name}, {@code status}, {@code password_hash}, {@code roles} (with semicolons between),
 * {@code created_at}, {@code last_login_at}. RFC 4180, in UTF-8.
 */
final class CsvPeople {

    private static final Set<String> KNOWN = Set.of(
            "id",
            "email",
            "email_verified",
            "user_name",
            "first_name",
            "last_name",
            "status",
            "password_hash",
            "roles",
            "created_at",
            "last_login_at");

    private CsvPeople() {}

    static PeopleFile open(InputStream file) {
        return new CsvRecords<>(CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(file), CsvPeople::of, "CSV");
    }

    private static ImportedPerson of(NamedCsvRecord record, long position) {
        if (position == 1) {
            check(record);
        }
        return person(record, position);
    }

    private static void check(NamedCsvRecord first) {
        for (String column : first.getHeader()) {
            if (!KNOWN.contains(column)) {
                throw ImportRefusal.UNREADABLE.because("The column " + column + " is not known. Known are: "
                        + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
            }
        }
        if (!first.getHeader().contains("email")) {
            throw ImportRefusal.UNREADABLE.because("The first line has to name the columns, email among them.");
        }
    }

    private static ImportedPerson person(NamedCsvRecord record, long position) {
        Entry entry = new Entry(position, of(record, "id", ""))
                .email(given(record, "email"), isTrue(of(record, "email_verified", "false")))
                .names(given(record, "user_name"), given(record, "first_name"), given(record, "last_name"))
                .status(status(record))
                .times(Entry.instant(given(record, "created_at")), Entry.instant(given(record, "last_login_at")));
        String hash = given(record, "password_hash");
        if (hash != null) {
            entry.hash(() -> Hashes.modular(hash));
        }
        for (String role : of(record, "roles", "").split(";", -1)) {
            if (!role.isBlank()) {
                entry.role(role.strip());
            }
        }
        return entry.person();
    }

    private static AccountStatus status(NamedCsvRecord record) {
        return switch (of(record, "status", "active").toLowerCase(Locale.ROOT)) {
            case "active" -> AccountStatus.ACTIVE;
            case "inactive" -> AccountStatus.INACTIVE;
            case "banned" -> AccountStatus.BANNED;
            default ->
                throw ImportRefusal.UNREADABLE.because("In the record at line " + record.getStartingLineNumber()
                        + " the status is none of active, inactive and banned.");
        };
    }

    private static boolean isTrue(String text) {
        return Set.of("true", "t", "yes", "1").contains(text.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String given(NamedCsvRecord record, String column) {
        String text = of(record, column, "");
        return text.isEmpty() ? null : text;
    }

    private static String of(NamedCsvRecord record, String column, String otherwise) {
        return record.findField(column)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(otherwise);
    }
}

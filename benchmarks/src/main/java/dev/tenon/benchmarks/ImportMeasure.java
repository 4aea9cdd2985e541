package dev.tenon.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Random;

/**
 * A large export of Keycloak, with roles and accounts elsewhere, against a plain COPY of the same people into one table with
 * the indexes and checks of {@code users}; with a heap that is a fraction of the file.
 */
record ImportMeasure(Bench bench) {

    private static final int PEOPLE = 120_000;
    /** Attributes that no import takes over, as realms have them. */
    private static final int ATTRIBUTE_BYTES = 1_100;

    private static final int HEAP_MEBIBYTES = 96;
    private static final int MEBIBYTE = 1 << 20;

    void addTo(Table table) throws IOException, SQLException, InterruptedException {
        Path realm = realm();
        double mebibytes = (double) Files.size(realm) / MEBIBYTE;
        double floor = PEOPLE / bench.database().copyPeople(PEOPLE);
        Bench.Ended ended = bench.run(
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "import",
                "users",
                "--from",
                "keycloak",
                "--create-roles",
                realm.toString());
        long imported = bench.database().countPeople("imported-%");
        if (imported != PEOPLE) {
            throw new IllegalStateException("Of " + PEOPLE + " people " + imported + " came");
        }
        double tenon = PEOPLE / ended.seconds();
        table.add(
                "import of %,d people, %.0f MiB / COPY into one table".formatted(PEOPLE, mebibytes),
                "%,.0f/s".formatted(tenon),
                "%,.0f/s".formatted(floor),
                tenon / floor,
                0.1);
        table.bound(
                "resident memory of that import (-Xmx" + HEAP_MEBIBYTES + "m)",
                ended.peakMebibytes(),
                "MiB",
                mebibytes);
        Files.delete(realm);
    }

    private Path realm() throws IOException {
        Path realm = bench.folder().resolve("realm.json");
        Random random = new Random(7);
        byte[] attribute = new byte[ATTRIBUTE_BYTES];
        try (BufferedWriter out = Files.newBufferedWriter(realm)) {
            out.write("{\"realm\":\"measured\",\"users\":[\n");
            for (int number = 0; number < PEOPLE; number++) {
                random.nextBytes(attribute);
                out.write(number == 0 ? "" : ",\n");
                out.write(person(number, HexFormat.of().formatHex(attribute)));
            }
            out.write("\n]}\n");
        }
        return realm;
    }

    private static String person(int number, String attribute) {
        return """
                {"id":"id-%1$d","createdTimestamp":1700000000000,"username":"imported-%1$d","enabled":true,\
                "emailVerified":true,"firstName":"Ana","lastName":"Example","email":"imported-%1$d@example.org",\
                "attributes":{"note":["%2$s"]},"credentials":[{"type":"password",\
                "secretData":"{\\"value\\":\\"jaZzsUBsKId8vmywbsLvw7pvw2YkBuLUGa7QW5WJM1M=\\",\\"salt\\":\\"DZ5uzW31e8MOztSe6AjppA==\\"}",\
                "credentialData":"{\\"hashIterations\\":27500,\\"algorithm\\":\\"pbkdf2-sha256\\"}"}],\
                "realmRoles":["editor"],"groups":[],\
                "federatedIdentities":[{"identityProvider":"google","userId":"%1$d","userName":"ana"}]}""".formatted(number, attribute);
    }
}

package dev.tenon.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated from the OpenAPI document is enough to do with a server what people do with it. */
class GeneratedClientsTest {

    private static final String ADMINISTRATOR = "admin@example.org";
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(directory.resolve("data"));
        server.administrator(ADMINISTRATOR, PASSWORD);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void walks_in_java() throws Exception {
        new JavaWalk(server, ADMINISTRATOR, PASSWORD, directory).walk();
    }

    @Test
    void walks_in_strict_typescript() throws Exception {
        new TypeScriptWalk(server, ADMINISTRATOR, PASSWORD, directory).walk();
    }
}

package dev.tenon.cli;

/**
 * Which build runs, and on what.
 *
 * @param version Tenon's
 * @param java the version of Java and who built it
 * @param system the operating system and the processor's architecture
 */
public record Build(String version, String java, String system) {

    /** This one. */
    public static Build running() {
        String version = Build.class.getPackage().getImplementationVersion();
        return new Build(
                version == null ? "development" : version,
                Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }
}

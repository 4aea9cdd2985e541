package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.core.TenonCore;
import dev.tenon.extraction.DocumentReader;
import dev.tenon.extraction.Limits;
import dev.tenon.tika.TikaDetector;
import java.time.Duration;

/** What is made of the contents of documents, as configured. Nothing starts before the first is to be read. */
final class ProcessingSetup {

    private ProcessingSetup() {}

    static void apply(Settings settings, TenonCore.Builder builder) {
        builder.mediaTypes(new TikaDetector());
        if (settings.flag(Setting.PROCESSING)) {
            builder.documentProcessor(DocumentReader.inProcesses(
                            limits(settings), settings.dataDirectory().resolve("processing")))
                    .processingWorkers(workers(settings));
        }
    }

    /** In words for the operator. */
    static String described(Settings settings) {
        if (!settings.flag(Setting.PROCESSING)) {
            return "off: documents are kept as they come";
        }
        Limits limits = limits(settings);
        return workers(settings) + " at once, each in a process of its own with " + limits.memoryMiB() + " MiB, for "
                + limits.time().toSeconds() + " s and files of " + (limits.fileSize() >> 20) + " MiB at most";
    }

    private static int workers(Settings settings) {
        return settings.number(Setting.PROCESSING_WORKERS, 1, 16);
    }

    private static Limits limits(Settings settings) {
        return new Limits(
                Duration.ofSeconds(settings.number(Setting.PROCESSING_SECONDS, 1, 3_600)),
                settings.number(Setting.PROCESSING_MEMORY, 64, 4_096),
                (long) settings.number(Setting.PROCESSING_SIZE, 1, 2_048) << 20);
    }
}

package dev.tenon.architecture.planted.drivingportsdonotspeakofdrivenones.ports.documents;

import dev.tenon.architecture.planted.drivingportsdonotspeakofdrivenones.ports.documents.spi.DocumentStore;

interface Documents {
    DocumentStore store();
}

package dev.tenon.architecture.planted.portsknownobody.ports.documents;

import java.nio.file.Path;

interface Archive {
    Path folder();
}

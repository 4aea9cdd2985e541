package dev.tenon.architecture.planted.templatesstayinthetemplateadapter.app;

import gg.jte.output.StringOutput;

class Scribe {
    StringOutput page() {
        return new StringOutput();
    }
}

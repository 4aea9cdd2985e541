package dev.tenon.architecture.planted.pdflibrariesstayinthepdfadapter.app;

import org.apache.pdfbox.pdmodel.PDDocument;

class Counter {
    int pages(PDDocument document) {
        return document.getNumberOfPages();
    }
}

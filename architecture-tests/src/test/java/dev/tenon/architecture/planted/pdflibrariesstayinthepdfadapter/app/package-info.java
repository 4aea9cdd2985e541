@NullMarked
package dev.tenon.architecture.planted.pdflibrariesstayinthepdfadapter.app;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.tenon.architecture.planted.maillibrariesstayinthemailadapter.app;

import org.jspecify.annotations.NullMarked;

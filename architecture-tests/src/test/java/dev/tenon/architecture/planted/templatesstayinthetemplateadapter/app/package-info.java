@NullMarked
package dev.tenon.architecture.planted.templatesstayinthetemplateadapter.app;

import org.jspecify.annotations.NullMarked;

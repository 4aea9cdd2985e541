@NullMarked
package dev.tenon.architecture.planted.drivingportsdonotspeakofdrivenones.ports.documents.spi;

import org.jspecify.annotations.NullMarked;

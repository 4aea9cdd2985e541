@NullMarked
package dev.tenon.architecture.planted.drivingportsdonotspeakofdrivenones.ports.documents;

import org.jspecify.annotations.NullMarked;

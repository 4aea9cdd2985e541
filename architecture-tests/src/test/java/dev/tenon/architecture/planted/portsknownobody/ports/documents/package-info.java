@NullMarked
package dev.tenon.architecture.planted.portsknownobody.ports.documents;

import org.jspecify.annotations.NullMarked;

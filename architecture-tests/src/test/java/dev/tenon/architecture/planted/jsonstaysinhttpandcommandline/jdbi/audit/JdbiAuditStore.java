package dev.tenon.architecture.planted.jsonstaysinhttpandcommandline.jdbi.audit;

import com.fasterxml.jackson.databind.JsonNode;

class JdbiAuditStore {
    String column(JsonNode details) {
        return details.toString();
    }
}

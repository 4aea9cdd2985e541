package dev.tenon.architecture.planted.s3staysinitsadapter.blob.fs;

import software.amazon.awssdk.services.s3.S3Client;

class Bucket {
    String service(S3Client client) {
        return client.serviceName();
    }
}

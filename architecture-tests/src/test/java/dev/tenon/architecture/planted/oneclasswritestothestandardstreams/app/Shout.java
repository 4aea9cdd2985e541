package dev.tenon.architecture.planted.oneclasswritestothestandardstreams.app;

class Shout {
    void shout() {
        System.out.println("hello");
    }
}

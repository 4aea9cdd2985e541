package dev.tenon.architecture.planted.springstaysinthestarter.app;

import org.springframework.beans.factory.BeanFactory;

final class Wired {
    Object beans(BeanFactory factory) {
        return factory.getBean("anything");
    }
}

package dev.rollcall.api.web.input;

import dev.rollcall.api.web.FilterOrder;
import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.thread.Threading;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Registers the filters that keep slow clients and waiting requests from taking all threads. */
@Configuration(proxyBeanMethods = false)
class RequestFilters {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodyReadingProtocol() {
        return tomcat -> tomcat.setProtocol(BodyReadingProtocol.class.getName());
    }

    @Bean
    FilterRegistrationBean<BodyArrival> bodyArrival(RequestProperties requests) {
        var filter =
                new FilterRegistrationBean<>(new BodyArrival(requests.bodyTimeout(), requests.maxIncompleteBodies()));
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        filter.setOrder(FilterOrder.BODY_ARRIVAL);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RequestAdmission> requestAdmission(
            RequestProperties requests,
            Environment environment,
            @Value("${server.tomcat.threads.max:200}") int threads,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        AdmissionLimit limit = requests.admissionLimit(
                threads,
                Threading.VIRTUAL.isActive(environment),
                Runtime.getRuntime().availableProcessors());
        var filter = new FilterRegistrationBean<>(new RequestAdmission(limit, problems));
        filter.setOrder(FilterOrder.ADMISSION);
        return filter;
    }
}

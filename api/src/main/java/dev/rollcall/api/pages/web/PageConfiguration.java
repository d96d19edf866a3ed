package dev.rollcall.api.pages.web;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.spring6.SpringTemplateEngine;

@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private final RenderedPages pages;
    private final Reauthentication reauthentication;

    PageConfiguration(
            RenderedPages pages,
            Reauthentication reauthentication,
            SpringTemplateEngine templates,
            ObjectProvider<ResourceUrlProvider> resources) {
        this.pages = pages;
        this.reauthentication = reauthentication;
        templates.setLinkBuilder(new PageLinks(resources::getObject));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(reauthentication).order(Ordered.LOWEST_PRECEDENCE);
    }

    /** Adds the resolver for pages before the one for the API, which handles every exception. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(0, new PageErrors(pages));
    }
}

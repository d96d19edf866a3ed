package dev.rollcall.api.web;

import org.springframework.core.Ordered;

/** The order of our servlet filters, all of them in front of Spring Security. */
public final class FilterOrder {

    /** Buffers bodies before a thread works on a request. */
    public static final int BODY_ARRIVAL = Ordered.HIGHEST_PRECEDENCE;

    /** Decides for gateways, before Spring Boot's filters for encoding, forwarded headers and observations. */
    public static final int AUTHORIZE = Ordered.HIGHEST_PRECEDENCE;

    public static final int FORWARDED_ADDRESSES = Ordered.HIGHEST_PRECEDENCE;

    public static final int SECURITY_HEADERS = Ordered.HIGHEST_PRECEDENCE + 1;

    public static final int CROSS_ORIGIN = Ordered.HIGHEST_PRECEDENCE + 2;

    /** After the filters that set headers, so that a rejection has these headers too. */
    public static final int BODY_SIZE = Ordered.HIGHEST_PRECEDENCE + 10;

    public static final int ADMISSION = BODY_SIZE + 1;

    private FilterOrder() {}
}

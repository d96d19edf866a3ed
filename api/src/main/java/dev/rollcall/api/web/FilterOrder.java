package dev.rollcall.api.web;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.core.Ordered;

/** The order of our servlet filters, all of them in front of Spring Security. */
public final class FilterOrder {

    /** Buffers bodies before a thread works on a request. */
    public static final int BODY_ARRIVAL = Ordered.HIGHEST_PRECEDENCE;

    /**
     * Decides for gateways, before Spring Boot observes requests at {@code HIGHEST_PRECEDENCE + 1}. Equal to {@link
     * #BODY_ARRIVAL}, which is a registration: registrations come before filters that are beans.
     */
    public static final int AUTHORIZE = Ordered.HIGHEST_PRECEDENCE;

    public static final int FORWARDED_ADDRESSES = Ordered.HIGHEST_PRECEDENCE + 1;

    /** After the forwarded scheme is known, which decides about {@code Strict-Transport-Security}. */
    public static final int SECURITY_HEADERS = Ordered.HIGHEST_PRECEDENCE + 2;

    public static final int CROSS_ORIGIN = Ordered.HIGHEST_PRECEDENCE + 3;

    public static final int WHOLE_JSON = Ordered.HIGHEST_PRECEDENCE + 4;

    /** After the filters that set headers, so that a rejection has these headers too. */
    public static final int BODY_SIZE = Ordered.HIGHEST_PRECEDENCE + 10;

    public static final int ADMISSION = BODY_SIZE + 1;

    public static final int LOST_HISTORY = ADMISSION + 1;

    /** After the locale of problems is known, before Spring Security. */
    public static final int DIRECT_CALLS = SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1;

    private FilterOrder() {}
}

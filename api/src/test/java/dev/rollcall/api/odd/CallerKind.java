package dev.rollcall.api.odd;

/** The credentials of a caller. */
enum CallerKind {
    NOBODY(Standing.NOBODY, false),
    GARBAGE_TOKEN(Standing.NOBODY, false),
    FOREIGN_SIGNATURE(Standing.NOBODY, false),
    UNSIGNED_TOKEN(Standing.NOBODY, false),
    EXPIRED_TOKEN(Standing.NOBODY, false),
    TOKEN_OF_A_STRANGERS_SESSION(Standing.NOBODY, false),
    REFRESH_TOKEN(Standing.NOBODY, false),
    ENDED_SESSION(Standing.NOBODY, false),
    EXPIRED_EXTERNAL_TOKEN(Standing.NOBODY, false),
    EXTERNAL_TOKEN_OF_AN_ENDED_LOGIN(Standing.NOBODY, false),
    WRONG_SECRET(Standing.NOBODY, false),
    FORGED_COOKIE(Standing.NOBODY, true),
    ENDED_COOKIE(Standing.NOBODY, true),
    EXTERNAL_WITHOUT_SESSION(Standing.TOKEN, false),
    EXTERNAL_WITH_SESSION(Standing.SESSION, false),
    USER(Standing.SESSION, false),
    ADMINISTRATOR(Standing.ADMINISTRATOR, false),
    AUDITOR(Standing.AUDITOR, false),
    TRUSTED_CLIENT(Standing.CLIENT, false),
    USER_COOKIE(Standing.SESSION, true),
    ADMINISTRATOR_COOKIE(Standing.ADMINISTRATOR, true),
    AUDITOR_COOKIE(Standing.AUDITOR, true);

    /** What the credentials allow. */
    enum Standing {
        NOBODY,
        TOKEN,
        SESSION,
        ADMINISTRATOR,
        AUDITOR,
        CLIENT;

        boolean hasSession() {
            return this == SESSION || this == ADMINISTRATOR || this == AUDITOR;
        }
    }

    private final Standing standing;
    private final boolean cookie;

    CallerKind(Standing standing, boolean cookie) {
        this.standing = standing;
        this.cookie = cookie;
    }

    /** Returns the standing on a page, which accepts cookies only, or at the API, which accepts all but cookies. */
    Standing standing(boolean page) {
        return cookie == page ? standing : Standing.NOBODY;
    }

    /** Whether it is a browser with a cookie of the pages. */
    boolean hasCookie() {
        return cookie;
    }

    /** Whether it may act for other users, at the API or on pages. */
    boolean actsForOthers() {
        return standing == Standing.ADMINISTRATOR || standing == Standing.CLIENT;
    }
}
